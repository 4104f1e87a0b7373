"""The format ``json-lines``: one JSON object a line, a line a finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.finding import Hop
    from flake8_asyncpitfalls.reports.located import Also, Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """Each of *findings* as as_object() gives it; *look* changes nothing."""
    del look
    return "".join(f"{json.dumps(as_object(finding))}\n" for finding in findings)


def as_object(finding: Located) -> dict[str, Any]:
    """*finding* as plain data; lines and columns count from 1, columns in characters.

    Of notebooks there is a *cell*, and lines are those of the cell.
    """
    return {
        "path": finding.path,
        **_cell(finding),
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "fix": _fix(finding),
        "also": [_other(also) for also in finding.also],
        "chain": [_hop(hop) for hop in finding.chain],
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {"path": hop.path, **_cell(hop), "line": hop.line, "what": hop.what}


def _cell(place: Located | Also | Hop) -> dict[str, int]:
    return {"cell": place.cell} if place.cell else {}


def _other(also: Also) -> dict[str, Any]:
    return {
        **_cell(also),
        "line": also.line,
        "column": also.column,
        "code": also.code,
        "name": also.name,
        "severity": also.severity,
        "message": also.message,
        "fix": _fix(also),
    }


def _fix(finding: Located | Also) -> dict[str, str] | None:
    if not finding.applicability:
        return None
    return {"applicability": finding.applicability, "description": finding.fix}
