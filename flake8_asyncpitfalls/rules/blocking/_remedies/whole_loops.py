"""A loop over files that waits for nothing else: all of it in one thread, not a thread in each round.

``for path in paths: found[path] = path.read_text()`` comes back to the event loop for nothing between two
files, and to list the folder alone would be the smaller half. People put such a loop into a function, with
the list that it fills and the ``return`` of that.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.block_variables import is_new_container, value_bound
from flake8_asyncpitfalls.analyses.conversion.thread_blocks import ThreadBlock, thread_block_at
from flake8_asyncpitfalls.analyses.file_accesses import FILES, METADATA
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from flake8_asyncpitfalls.rules.blocking._remedies.together import Single
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MOST_LINES = 40


def is_lazy_walk(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* calls what walks a tree as somebody goes over what it gives."""
    marker = model.marker(node.func, "blocks") if isinstance(node, ast.Call) else None
    return marker is not None and marker.keywords.get("offload") == "list"


def wider(block: ThreadBlock | None, loop: ThreadBlock | None) -> ThreadBlock | None:
    """*block*, or *loop* where that begins before it and so holds it."""
    if block is None or loop is None:
        return block or loop
    return loop if _first_line(loop) < _first_line(block) else block


def _first_line(block: ThreadBlock) -> int:
    stmts: list[ast.stmt] = getattr(block.holder, block.block)
    return stmts[block.first].lineno


def whole_loop(call: ast.Call, model: SemanticModel, single: Single) -> ThreadBlock | None:
    """The outermost loop around *call* that waits for nothing, with what it fills, if it may move.

    *single* gives the fix of a blocking call by itself. Where a list of what the loop goes over is all that
    blocks, a thread for that does.
    """
    loop = _loop_around(call, model)
    if loop is None or (loop.end_lineno or 0) - loop.lineno >= _MOST_LINES:
        return None
    if not _works(loop, model) and single(call) is not None:
        return None
    return model.analysis(_Loops).moved(loop, single)


def _works(loop: ast.For, model: SemanticModel) -> bool:
    """Whether the body of *loop* blocks as well, or asks the disk about each of what it goes over."""
    calls = (node for node in walk_code(loop.body) if isinstance(node, ast.Call))
    return any(map(model.effects_at, calls))


def _loop_around(call: ast.Call, model: SemanticModel) -> ast.For | None:
    """The outermost ``for`` around *call* that waits for nothing."""
    found = None
    node: ast.AST = call
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.ClassDef, ast.Module)):
        if isinstance(node, (ast.AsyncFor, ast.AsyncWith, ast.While)):
            break
        if isinstance(node, ast.For):
            found = node
        node = model.parent(node)
    return found


def _start(stmts: list[ast.stmt], index: int) -> int:
    """The number of the first of the assignments right before a loop that say what it starts with."""
    names = {node.id for node in walk_code([stmts[index]]) if isinstance(node, ast.Name)}
    while index and _begins(stmts[index - 1], names):
        index -= 1
    return index


def _begins(stmt: ast.stmt, names: set[str]) -> bool:
    """Whether *stmt* binds one of *names* to a constant, or to something empty."""
    value = value_bound(stmt, names)
    return isinstance(value, ast.Constant) or is_new_container(value)


class _Loops:
    """Answers for one file: each call in a loop asks for it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.For, ThreadBlock | None] = {}

    def moved(self, loop: ast.For, single: Single) -> ThreadBlock | None:
        """*loop* as a function, if all that blocks in it is about files and may go to a thread."""
        if loop not in self._known:
            self._known[loop] = None  # Asked again while it is worked out, it stays.
            self._known[loop] = self._worked_out(loop, single)
        return self._known[loop]

    def _worked_out(self, loop: ast.For, single: Single) -> ThreadBlock | None:
        model, holder = self._model, self._model.parent(loop)
        place = place_in(loop, holder)
        if loop.orelse or place is None or any(suspensions([loop])):
            return None
        calls = [n for n in walk_code([loop]) if isinstance(n, ast.Call) and model.effects_at(n)]
        if not all(model.effects_at(one).keys() <= {*FILES} for one in calls):
            return None
        if not all(self._may_go(one, single) for one in calls):
            return None
        block, index = place
        starts = dict.fromkeys((_start(getattr(holder, block), index), index))
        made = (thread_block_at(model, holder, block, start, index) for start in starts)
        return next((one for one in made if one is not None), None)

    def _may_go(self, call: ast.Call, single: Single) -> bool:
        """Whether *call* only asks about a path, walks a tree step by step, or may go by itself."""
        effects = self._model.effects_at(call)
        if effects.keys() <= {METADATA}:
            return True
        return is_lazy_walk(call, self._model) or single(call) is not None
