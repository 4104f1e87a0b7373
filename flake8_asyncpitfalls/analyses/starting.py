"""Whether a call leaves something running on the loop: a task, a server, another loop, a connection.

All functions of the project that the call leads to are looked at, each once; where they are too many
the answer is yes. A ``gather`` that is awaited at once is over when the next statement runs, and so are
tasks of a function that awaits them in the ``finally`` of what follows them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import block_of, walked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_SERVING = frozenset({"serves"})
_TASKS = frozenset({"schedules", "serves"})
_STARTERS = frozenset({"schedules", "serves", "runs_loop"})
_GATHERING = "gathers"
_TOGETHER = (ast.List, ast.ListComp, ast.Set, ast.SetComp, ast.Tuple)
IDLE = "idle_between_calls"
_GENERATED = frozenset({
    "contextlib._AsyncGeneratorContextManager", "contextlib.AbstractAsyncContextManager",
})  # fmt: skip
"""What a function of the project's own is, as a manager."""
_MOST = 400
"""Functions that are looked at for one call."""


def leaves_running(model: SemanticModel, callee: Value) -> bool:
    """Whether a call of *callee* starts something that goes on after it, directly or further down."""
    return model.analysis(_Starting).starts(callee, with_ended=False)


def runs_beside(model: SemanticModel, callee: Value) -> bool:
    """Whether a call of *callee* starts something, which may be over when it is."""
    return model.analysis(_Starting).starts(callee, with_ended=True)


def starts_near(model: SemanticModel, callee: Value, *, with_ended: bool) -> bool:
    """Whether *callee* itself, or what it calls at once, starts a task, or a server anywhere further down.

    Tasks that begin far below belong to what is used there, as what reads the answers of a connection does.
    """
    return model.analysis(_Starting).starts_near(callee, with_ended=with_ended)


def is_connected(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a library's object around *node* may have to answer meanwhile: held open, or gone over."""
    child, outer = node, node
    while not isinstance(outer, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        child, outer = outer, model.parent(outer)
        match outer:
            case ast.AsyncWith(items=items) if child in outer.body:
                held = [item.context_expr for item in items]
            case ast.AsyncFor(iter=gone_over) if child in outer.body:
                held = [gone_over]
            case _:
                continue
        if any(_may_have_to_answer(expr, model) for expr in held):
            return True
    return False


def _may_have_to_answer(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is a library's object that may have to answer others of itself."""
    return any(
        isinstance(option, Instance)
        and option.summary.module.is_stub
        and option.qualified_name not in _GENERATED
        and not model.types.members.is_marked(option, IDLE)
        for option in options_of(model.value_of(expr))
    )


def is_gathered(callee: Value) -> bool:
    """Whether all that *callee* runs is over when it has been awaited: ``gather``."""
    return isinstance(callee, FunctionValue) and _GATHERING in callee.summary.markers


class _Starting:
    """Answers for one file; what certainly starts nothing is remembered."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._harmless: dict[tuple[frozenset[str], bool], set[FunctionSummary]] = {}

    def starts_near(self, callee: Value, *, with_ended: bool) -> bool:
        """Whether a task is started at once, or a server."""
        if isinstance(callee, ClassValue):
            made = self.model.types.members.method(Instance(callee.summary), "__init__")
            callee = UNKNOWN_VALUE if made is None else made
        if not isinstance(callee, FunctionValue):
            return False
        if not _TASKS.isdisjoint(callee.summary.markers):
            return True
        called = (
            [] if callee.summary.module.is_stub
            else self._callees(callee.summary, with_ended=with_ended)
        )  # fmt: skip
        return any(
            isinstance(one, FunctionValue) and not _TASKS.isdisjoint(one.summary.markers)
            for one in called
        ) or self.starts(callee, with_ended=with_ended, starters=_SERVING)

    def starts(
        self, callee: Value, *, with_ended: bool, starters: frozenset[str] = _STARTERS
    ) -> bool:
        """Whether something is started; *with_ended*: be it over when the function is that started it."""
        harmless = self._harmless.setdefault((starters, with_ended), set())
        seen: set[FunctionSummary] = set()
        todo = [callee]
        while todo:
            value = todo.pop()
            if not isinstance(value, FunctionValue):
                continue
            summary = value.summary
            if not starters.isdisjoint(summary.markers):
                return True
            is_known = summary in seen or summary in harmless
            if summary.module.is_stub or is_known:
                continue
            seen.add(summary)
            if len(seen) > _MOST:
                return True
            todo += self._callees(summary, with_ended=with_ended)
        harmless |= seen
        return False

    def _callees(self, summary: FunctionSummary, *, with_ended: bool) -> list[Value]:
        scope = summary.scope
        awaited = {node.value for node in scope.of_type(ast.Await)}
        parents = summary.module.terms.parents
        return [
            option
            for call in scope.of_type(ast.Call)
            for option in options_of(self.model.value_in(call.func, summary, scope))
            if not (call in awaited and is_gathered(option))
            and (with_ended or not _is_task(option) or not _is_ended(call, parents))
        ]


def _is_task(callee: Value) -> bool:
    return isinstance(callee, FunctionValue) and "schedules" in callee.summary.markers


def _is_ended(call: ast.Call, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether the task that *call* starts is a variable's that the ``finally`` of the next ``try`` awaits."""
    node: ast.AST = parents[call]
    while isinstance(node, _TOGETHER):
        node = parents[node]
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return False
    block = block_of(node, parents[node])
    after = block[block.index(node) + 1 :]
    name = node.targets[0].id
    return bool(after) and isinstance(after[0], ast.Try) and _awaits(after[0].finalbody, name)


def _awaits(body: list[ast.stmt], name: str) -> bool:
    """Whether *body* awaits the variable *name*, or each of what it holds."""
    nodes = [node for stmt in body for node in walked(stmt)]
    names = {name}
    for node in nodes:
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            names |= {node.target.id} if _mentions(node.iter, names) else set()
    return any(isinstance(node, ast.Await) and _mentions(node.value, names) for node in nodes)


def _mentions(expr: ast.expr, names: set[str]) -> bool:
    return any(isinstance(node, ast.Name) and node.id in names for node in walked(expr))
