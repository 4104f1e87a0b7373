"""The format ``grouped``: the findings of each file below its name."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """A heading a file, its findings indented, an empty line after them."""
    groups = groupby(findings, key=lambda finding: finding.path)
    return "".join(_group(path, list(of_file), look) for path, of_file in groups)


def _group(path: str, findings: Sequence[Located], look: Look) -> str:
    places = [f"{finding.line}:{finding.column}" for finding in findings]
    width = max(map(len, places))
    lines = [
        f"  {place:>{width}}  {look.red(finding.code)} {look.mark(finding)}{finding.message} "
        f"[{finding.severity}]\n"
        for place, finding in zip(places, findings, strict=True)
    ]
    return f"{look.bold(path)}\n{''.join(lines)}\n"
