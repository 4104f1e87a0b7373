"""Functions of the project that make a task and leave it to their caller to hold it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.effects.execution_context import is_named
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAKERS = (b"create_task", b"ensure_future")


def gives_new_task(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* gets a task from a function that has made it and kept it nowhere."""
    callee = model.value_of(call.func)
    if not isinstance(callee, FunctionValue) or is_named(callee, model.settings.task_keepers):
        return False
    function = callee.summary
    if function.module.is_stub or function.module.is_foreign or function.decorators:
        return False
    if function.is_async or function.is_generator or not function.results:
        return False
    if not function.module.terms.source.mentions(*_MAKERS):
        return False
    if _is_overridden(callee, model):
        return False
    frame = model.types.calls.frame_of(callee, [], {})
    makers = [_maker(term) for _, term in function.results]
    is_making = all(
        maker is not None and _schedules(model.types.evaluate(maker, frame)) for maker in makers
    )
    return is_making and _lets_go(function)


def makings_in_helper(call: ast.Call, model: SemanticModel) -> list[ast.Call]:
    """Where the function of this file that *call* calls makes the task; empty if not all is seen.

    That is where it is held once for all who call the function.
    """
    callee = model.value_of(call.func)
    if not isinstance(callee, FunctionValue) or callee.summary.module is not model.module:
        return []
    return makings_of(callee.summary.scope, model)


def makings_of(scope: Scope, model: SemanticModel) -> list[ast.Call]:
    """The calls that make what the function *scope* of this file returns; empty if not all is seen."""
    found: list[ast.Call] = []
    for stmt in scope.of_type(ast.Return):
        values = [stmt.value]
        if isinstance(stmt.value, ast.Name):
            bindings = model.terms.bindings_read(stmt.value, scope)
            values = [one.value for one in bindings if one.kind == "assign"]
            if len(values) != len(bindings):
                return []
        found += [value for value in values if isinstance(value, ast.Call)]
        if not all(isinstance(value, ast.Call) for value in values):
            return []
    return list(dict.fromkeys(found))


class FirstCalls:
    """The first call of each helper in a file whose task nobody holds: one remedy is for all of them."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._first: dict[FunctionSummary, Span] = {}

    def of_same(self, call: ast.Call) -> Span | None:
        """The first call, of those that were asked for, of the project's function that *call* calls."""
        callee = self.model.value_of(call.func)
        if not isinstance(callee, FunctionValue) or callee.summary.module.is_stub:
            return None
        return self._first.setdefault(callee.summary, Span.of(call))


def _is_overridden(callee: FunctionValue, model: SemanticModel) -> bool:
    if not isinstance(callee.receiver, Instance):
        return callee.receiver is not None
    others = model.types.implementations.of_method(callee.summary.name, callee.receiver)
    return any(other.summary is not callee.summary for other in others)


def _maker(term: Term) -> Term | None:
    """What *term* calls, also where the variable that takes it is declared."""
    made = term[1] if term[0] == "declared" else term
    return made[1] if made[0] == "call" else None


def _schedules(maker: Value) -> bool:
    """Whether it makes a task of a coroutine, and keeps none."""
    return all(
        isinstance(option, FunctionValue)
        and "schedules" in option.summary.markers
        and "keeps_task" not in option.summary.markers
        for option in options_of(maker)
    )


def _lets_go(function: FunctionSummary) -> bool:
    """Whether the variables that the results come from are only returned, or asked for attributes."""
    scope = function.scope
    returned = [stmt.value for stmt in scope.of_type(ast.Return)]
    names = {expr.id for expr in returned if isinstance(expr, ast.Name)}
    if not all(isinstance(expr, (ast.Name, ast.Call)) for expr in returned):
        return False
    asked = {id(node.value) for node in scope.of_type(ast.Attribute)}
    left = {id(expr) for expr in returned} | asked
    return all(
        isinstance(node.ctx, ast.Store) or id(node) in left
        for inner in scope.walk()
        for node in inner.of_type(ast.Name)
        if node.id in names
    )
