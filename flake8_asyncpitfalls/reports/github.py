"""The format ``github``: workflow commands that GitHub shows as annotations.

Escapes as https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.reports.repository import in_repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(findings: Sequence[Located], look: Look) -> str:
    """One command, named by the severity, for each of *findings*; *look* changes nothing."""
    del look
    named = in_repository(findings, "GITHUB_WORKSPACE")
    return "".join(_command(finding) for finding in named)


def _command(finding: Located) -> str:
    properties = {
        "title": f"{finding.code} {finding.name}",
        "file": finding.path,
        **_region(finding),
    }
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = _data(f"{finding.place}: {finding.code} {finding.message}")
    return f"::{_COMMANDS[finding.severity]} {written}::{message}\n"


def _region(finding: Located) -> dict[str, int]:
    """Where it is in the file; of a notebook the line alone, whose columns are those of JSON."""
    if finding.cell:
        return {"line": finding.file_line}
    return {
        "line": finding.line,
        "col": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
