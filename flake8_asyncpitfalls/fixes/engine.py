"""Bytes and findings in, fixed bytes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.result import FixResult, Lint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.finding import Finding

__all__ = ["FixResult", "Lint", "apply_fixes", "each_fix_alone"]


def apply_fixes(
    path: str, data: bytes, findings: Sequence[Finding], lint: Lint, *, unsafe: bool
) -> FixResult:
    """Carry out the fixes of *findings* on *data*, the bytes of the file *path*, in one pass.

    Safe fixes only, unless *unsafe*. Of fixes that overlap the first goes in; the others are
    neither applied nor withheld, and the next pass takes them. *findings* are those of *data*;
    *lint* gives the findings of other bytes for the same file, and what it raises is passed on.
    When no fix goes in, the result has *data* itself. A reason for withholding is one clause.
    """
    wanted = [
        finding
        for finding in findings
        if finding.fix is not None and (unsafe or finding.fix.is_safe)
    ]
    if not wanted:
        return FixResult(data, (), ())
    # LibCST is slow to import, and most files have nothing to fix.
    from flake8_asyncpitfalls.fixes.fix_pass import fix_once

    return fix_once(path, data, findings, wanted, lint)


def each_fix_alone(
    path: str, data: bytes, findings: Sequence[Finding], lint: Lint
) -> Iterator[tuple[Sequence[Finding], bytes]]:
    """The findings of each fix that would be written, with what it alone makes of *data*.

    Safe and unsafe fixes; the arguments are those of apply_fixes. Fixes that do not overlap are
    checked together: a check for each would take as long as a run for each.
    """
    wanted = [finding for finding in findings if finding.fix is not None]
    if wanted:
        from flake8_asyncpitfalls.fixes.fix_pass import each_alone

        yield from each_alone(path, data, findings, wanted, lint)
