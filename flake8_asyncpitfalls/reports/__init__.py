"""The output formats: one module a format, each with ``render(findings, look) -> str``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look

FORMATS = (
    "full", "concise", "grouped", "json", "json-lines", "github", "gitlab", "sarif", "junit",
    "html",
)  # fmt: skip
"""The names of ``--output-format``; the module is called the same, with underscores."""

WITH_DIFFS = frozenset({"html"})
"""The formats that show each fix as a diff."""

FOR_PEOPLE = frozenset({"full", "concise", "grouped"})
"""The formats that end with a line that counts the findings."""


def render(output_format: str, findings: Sequence[Located], look: Look) -> str:
    """The report of *findings* in one of FORMATS, ending with a line end unless it is empty."""
    module = importlib.import_module(f"{__name__}.{output_format.replace('-', '_')}")
    text: str = module.render(findings, look)
    return text
