"""The format ``concise``: one line a finding, as flake8 and compilers write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """``path:line:column: code message`` for each of *findings*."""
    return "".join(
        f"{look.bold(finding.path)}:{finding.place_in_file}: "
        f"{look.red(finding.code)} {look.mark(finding)}{finding.message}\n"
        for finding in findings
    )
