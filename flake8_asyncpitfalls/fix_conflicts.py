"""Fixes of one file that speak against each other.

Rules look at a place each, and what one would take away may be what another one mends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import (
    AddAwait,
    InsertLines,
    KeepTask,
    MakeAsync,
    RunInThread,
    Unindent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.span import Span

_WAITING = (AddAwait, InsertLines, MakeAsync, RunInThread)
"""Edits after which the code waits for something."""
_FROM_THREAD = "ASY607"


def without_conflicts(findings: Sequence[Finding]) -> list[Finding]:
    """*findings* without fixes that take a block away in which another fix would wait.

    ``timeout(5)`` around what blocks has something to do once that is awaited. Nor does it help to keep a
    task that a thread must not make.
    """
    findings = _without_kept_tasks(findings)
    blocks = [span for finding in findings for span in _removed_blocks(finding)]
    if not blocks:
        return list(findings)
    waits = [finding.span for finding in findings if _has_edit(finding, _WAITING)]
    return [
        replace(finding, fix=None)
        if any(_holds(block, wait) for block in _removed_blocks(finding) for wait in waits)
        else finding
        for finding in findings
    ]


def _without_kept_tasks(findings: Sequence[Finding]) -> Sequence[Finding]:
    """*findings* without fixes that keep what is made in another thread than the loop's."""
    made = {finding.span for finding in findings if finding.code == _FROM_THREAD}
    if not made:
        return findings
    return [
        replace(finding, fix=None) if not made.isdisjoint(_kept(finding)) else finding
        for finding in findings
    ]


def _kept(finding: Finding) -> Iterable[Span]:
    edits = finding.fix.edits if finding.fix else ()
    return [edit.span for edit in edits if isinstance(edit, KeepTask)]


def _removed_blocks(finding: Finding) -> Iterable[Span]:
    edits = finding.fix.edits if finding.fix else ()
    return [edit.span for edit in edits if isinstance(edit, Unindent)]


def _has_edit(finding: Finding, kinds: tuple[type, ...]) -> bool:
    return finding.fix is not None and any(isinstance(edit, kinds) for edit in finding.fix.edits)


def _holds(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) < (inner.line, inner.column) and (
        (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )
