"""The format ``html``: one page that needs nothing else, to read, filter and hand round.

The findings stand in the page as JSON; a script in the page lists, filters and draws them, so that
a page with a thousand findings stays small. Nothing is loaded from elsewhere.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """The page with all *findings*; *look* changes nothing."""
    del look
    page = (files(__package__) / "page.html").read_text(encoding="utf-8")
    data = {"version": __version__, "findings": [_entry(finding) for finding in findings]}
    return page.replace("/*DATA*/", _for_script(data))


def _entry(finding: Located) -> dict[str, Any]:
    return {
        "path": finding.path,
        "place": finding.place,
        "line": finding.line,
        "column": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "severity": finding.severity,
        "source": list(finding.source[:12]),
        "fix": finding.fix,
        "isSafe": finding.applicability == "safe",
        "diff": finding.diff,
        "chain": [{"place": hop.place, "what": hop.what} for hop in finding.chain],
    }


def _for_script(data: Any) -> str:
    """*data* as JSON that nothing in it can end: the page's script element holds it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
