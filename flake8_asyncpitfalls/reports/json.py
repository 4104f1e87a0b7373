"""The format ``json``: one document, an array with an object a finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.reports.json_lines import as_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """An array of the objects that the format ``json-lines`` writes; *look* changes nothing."""
    del look
    return json.dumps([as_object(finding) for finding in findings], indent=2) + "\n"
