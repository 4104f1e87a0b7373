"""Fixes applied to test data the way ``asyncfix --apply`` does: again and again until stable."""

from __future__ import annotations

from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

MOST_PASSES = 10


def fix_until_stable(name: str, data: bytes, settings: Settings, *, unsafe: bool) -> bytes:
    """*data* with the safe fixes applied, and with *unsafe* the others too.

    Fails when the text still changes after ten passes.
    """
    from flake8_asyncpitfalls.fixes.engine import apply_fixes

    def lint(text: bytes) -> list[Finding]:
        return lint_source(name, text, settings)

    for _ in range(MOST_PASSES):
        fixed = apply_fixes(name, data, lint(data), lint, unsafe=unsafe).data
        if fixed == data:
            return data
        data = fixed
    raise AssertionError(f"{name} still changes after {MOST_PASSES} passes")
