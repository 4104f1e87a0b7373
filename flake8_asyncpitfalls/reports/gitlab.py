"""The format ``gitlab``: a Code Quality report.

Fields from https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.reports.repository import in_repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(findings: Sequence[Located], look: Look) -> str:
    """An array with an issue for each of *findings*; *look* changes nothing."""
    del look
    seen: set[str] = set()
    named = in_repository(findings, "CI_PROJECT_DIR")
    return json.dumps([_issue(finding, seen) for finding in named], indent=2) + "\n"


def _issue(finding: Located, seen: set[str]) -> dict[str, Any]:
    return {
        "description": f"{_cell(finding)}{finding.code} {finding.message}",
        "check_name": finding.code,
        "fingerprint": _fingerprint(finding, seen),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.path,
            **_region(finding),
        },
    }


def _cell(finding: Located) -> str:
    return f"{finding.place_in_file}: " if finding.cell else ""


def _region(finding: Located) -> dict[str, Any]:
    """Where it is in the file; of a notebook the line alone, whose columns are those of JSON."""
    if finding.cell:
        return {"lines": {"begin": finding.file_line}}
    begin = {"line": finding.line, "column": finding.column}
    end = {"line": finding.end_line, "column": finding.end_column}
    return {"positions": {"begin": begin, "end": end}}


def _fingerprint(finding: Located, seen: set[str]) -> str:
    """A digest that stays when lines are added above, and that no other issue has."""
    text = "\0".join((finding.path, finding.code, finding.message, *finding.source))
    number = 0
    while (digest := sha256(f"{text}\0{number}".encode()).hexdigest()) in seen:
        number += 1
    seen.add(digest)
    return digest
