"""Codes in ``# noqa`` and ``# type: ignore`` that only the code before a fix needed.

Linters tell of what a statement calls: ``subprocess.run`` that ``to_thread`` gets as an argument is none
of theirs any more. Type checkers tell of a coroutine that nobody awaits. A comment that says anything
else besides stays as it is, as do all codes that are not certainly idle.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import AddAwait, Offload, OffloadToLoop
from flake8_asyncpitfalls.fixes.text.comments import comments_of
from flake8_asyncpitfalls.fixes.text.file_text import FileText, Replacement, Splice
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.fixes.assembly import Attempt
    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep

_OF_CALLS = frozenset({
    "PLW1509", "PLW1510", "S113", "S310", "S603", "S605", "S606", "S607",
})  # fmt: skip
"""S602 and S604 are of an argument, which is still there."""
_OF_STALLS = frozenset({
    "ASYNC210", "ASYNC212", "ASYNC220", "ASYNC221", "ASYNC222", "ASYNC230", "ASYNC240", "ASYNC250",
    "ASYNC251",
})  # fmt: skip
"""Of calls as well, in coroutines."""
_OF_COROUTINES = frozenset({"unused-awaitable", "unused-coroutine", "reportUnusedCoroutine"})
_CALLED = frozenset({"httpx", "os", "requests", "subprocess", "urllib"})
_METHODS = frozenset({
    "Popen", "Request", "call", "check_call", "check_output", "delete", "get", "getoutput", "head",
    "options", "patch", "popen", "post", "put", "request", "run", "system", "urlopen", "urlretrieve",
})  # fmt: skip
_OF_PATHS = frozenset({"open", "input", "sleep", "wait", *dir(Path), *dir(os.path)})
"""What the codes of stalls are about besides."""
_CODES = r"[A-Za-z0-9_, -]+"
_REMARK = re.compile(
    rf"(?P<before># ?(?:noqa: ?|(?:type|pyright): ?ignore\[))(?P<codes>{_CODES})(?P<after>\]?)$"
)


def without_idle_remarks(attempt: Attempt, new: FileText) -> FileText:
    """*new*, which is the text of *attempt* but for its layout, without such codes."""
    if b"noqa" not in new.source and b"ignore[" not in new.source:
        return new
    places = [
        (range_, idle)
        for fragment, range_ in attempt.new_ranges.items()
        if (idle := _idle(attempt.fragments[fragment]))
    ]
    if not places:
        return new
    # The layout has moved them, but not changed their order.
    stmts = list(map(list, (_simple(attempt.new.tree), _simple(new.tree))))
    changes: dict[int, Replacement] = {}
    for (start, end), idle in places:
        for stmt, same in zip(*stmts, strict=True):
            first, last = attempt.new.range_of_node(stmt)
            if first < end and start < last:
                still = idle - _told_of_others(same)
                changes |= {one.start: one for one in _changes(same, still, new)}
    if not changes:
        return new
    return FileText(Splice(new.source, list(changes.values())).source, new.encoding, new.path)


def _idle(steps: Iterable[AnyStep]) -> frozenset[str]:
    """The codes that nobody needs after *steps*."""
    found: frozenset[str] = frozenset()
    for step in steps:
        is_dropped = isinstance(step.path[-2], ast.Expr)
        if isinstance(step.edit, (Offload, OffloadToLoop)):
            found |= _OF_CALLS | _OF_STALLS
        found |= _OF_COROUTINES if isinstance(step.edit, AddAwait) and is_dropped else frozenset()
    return found


def _simple(tree: ast.Module) -> Iterator[ast.stmt]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return (node for node in nodes if not hasattr(node, "body"))


def _told_of_others(stmt: ast.stmt) -> frozenset[str]:
    """The codes that may be about a function that *stmt* itself still calls."""
    called = [unparsed(node.func) for node in ast.walk(stmt) if isinstance(node, ast.Call)]
    names = {name.rpartition(".")[2] for name in called}
    if names & _METHODS or any(name.partition(".")[0] in _CALLED for name in called):
        return _OF_CALLS | _OF_STALLS
    return _OF_STALLS if names & _OF_PATHS else frozenset()


def _changes(stmt: ast.stmt, idle: frozenset[str], text: FileText) -> Iterator[Replacement]:
    for comment in comments_of(stmt, text):
        match = _REMARK.match(comment.text)
        if match is None:
            continue
        codes = [one.strip() for one in match["codes"].split(",")]
        kept = [one for one in codes if one not in idle]
        if kept == codes:
            continue
        remark = f"  {match['before']}{', '.join(kept)}{match['after']}" if kept else ""
        yield Replacement(comment.start, comment.end, remark.encode())
