"""A loop that looks through files for one: as a whole in one thread, not with a thread for each file.

``for path in paths: if is_ours(path): found = path; break`` waits for nothing else, and does nothing with
what it finds but to remember it. People put that into a function; so does the fix, with the statement
before it that says what holds when nothing is found, and the ``return`` after it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.thread_blocks import ThreadBlock, thread_block_at
from flake8_asyncpitfalls.analyses.file_accesses import FILES
from flake8_asyncpitfalls.rules.blocking._remedies.together import is_alone_in_thread
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.rules.blocking._remedies.together import Single
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MOST_LINES = 20


def search_loop(call: ast.Call, model: SemanticModel, single: Single) -> ThreadBlock | None:
    """The loop in which *call* is asked about each file, with what belongs to it, if it may move.

    *single* gives the fix of a blocking call by itself.
    """
    loop = _loop_asking(call, model)
    # Long ones had better be a function that people name, and would be gone over for each call in them.
    if loop is None or (loop.end_lineno or 0) - loop.lineno > _MOST_LINES:
        return None
    if any(suspensions([loop])):
        return None
    holder = model.parent(loop)
    place = place_in(loop, holder) if isinstance(holder, ast.stmt) else None
    if place is None or not isinstance(holder, ast.stmt):
        return None
    calls = [n for n in walk_code([loop]) if isinstance(n, ast.Call) and model.effects_at(n)]
    if not all(model.effects_at(one).keys() <= {*FILES} for one in calls):
        return None
    if not all(is_alone_in_thread(single(one)) for one in calls):
        return None
    block, index = place
    made = (
        thread_block_at(model, holder, block, first, last)
        for first, last in _ranges(getattr(holder, block), index)
    )
    return next((one for one in made if one is not None), None)


def _loop_asking(call: ast.Call, model: SemanticModel) -> ast.For | None:
    """The innermost loop whose body asks *call* in the test of an ``if``."""
    stmt = model.statement_of(call)
    if not isinstance(stmt, ast.If) or not any(node is call for node in ast.walk(stmt.test)):
        return None
    around = model.parent(stmt)
    while isinstance(around, ast.If):
        around = model.parent(around)
    return around if isinstance(around, ast.For) and not around.orelse else None


def _ranges(stmts: list[ast.stmt], index: int) -> Iterator[tuple[int, int]]:
    """The loop alone, with the plain assignment before it, with the ``return`` after it, with both."""
    before = stmts[index - 1] if index else None
    is_start = isinstance(before, (ast.Assign, ast.AnnAssign)) and not any(
        isinstance(node, ast.Call) for node in ast.walk(before)
    )
    after = stmts[index + 1] if index + 1 < len(stmts) else None
    is_end = isinstance(after, ast.Return) and not any(
        isinstance(node, (ast.Call, ast.Await)) for node in ast.walk(after)
    )
    firsts = [index, index - 1] if is_start else [index]
    for last in [index, index + 1] if is_end else [index]:
        yield from ((first, last) for first in firsts)
