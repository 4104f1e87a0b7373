"""The format ``json-lines``: one JSON object a line, a line a finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """Each of *findings* as as_object() gives it; *look* changes nothing."""
    del look
    return "".join(f"{json.dumps(as_object(finding))}\n" for finding in findings)


def as_object(finding: Located) -> dict[str, Any]:
    """*finding* as plain data; lines and columns count from 1, columns in characters."""
    fix = {"applicability": finding.applicability, "description": finding.fix}
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "fix": fix if finding.applicability else None,
        "chain": [{"path": hop.path, "line": hop.line, "what": hop.what} for hop in finding.chain],
    }
