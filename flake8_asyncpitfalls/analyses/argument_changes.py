"""Functions that change an object that they are given, or lose what others put into their own meanwhile.

``to_thread(recorder.add, market)`` with ``market.listeners.append(...)`` in it: when the loop goes on
with the same market, both change it at once. What is made for the call alone is nobody else's. And
``for x in self.held: save(x)`` with ``self.held.clear()`` after it: what came meanwhile is never saved.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.object_changes import (
    CHANGING,
    changes_object,
    is_empty_container,
)
from flake8_asyncpitfalls.analyses.passed_arguments import by_place_and_name, run_by
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Unknown,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_VIEWS = frozenset({"items", "keys", "values"})


def changes_what_is_shared(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls changes an argument that others reach, or loses what they add."""
    return any(
        isinstance(option, FunctionValue)
        and not option.summary.module.is_stub
        and (_empties_what_it_walked(option.summary) or _changes_shared(option, call, model))
        for option in options_of(model.value_of(call.func))
    )


def _changes_shared(function: FunctionValue, call: ast.Call, model: SemanticModel) -> bool:
    shared = {name for name, expr in by_place_and_name(function, call) if _is_shared(expr, model)}
    return bool(shared) and any(_changes(function, name, model) for name in shared)


def _is_shared(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is an attribute of the object, what a loop takes out of one, or a method gives."""
    if isinstance(expr, ast.Name):
        bindings = model.terms.bindings_read(expr, model.scope_of(expr))
        return any(
            (one.kind == "for" and one.value is not None and _is_own(_walked(one.value)))
            or (one.kind == "assign" and _is_kept_elsewhere(one.value, model))
            for one in bindings
        )
    return _is_own(expr)


def _is_kept_elsewhere(expr: ast.AST | None, model: SemanticModel) -> bool:
    """Whether *expr* is what a method of the object, or of what it holds, gives: ``self.users.get(name)``.

    Unless that is certainly no object of the project.
    """
    call = expr.value if isinstance(expr, ast.Await) else expr
    if not isinstance(expr, ast.expr) or not isinstance(call, ast.Call):
        return False
    func = run_by(call, model).func
    # What a coroutine gives may well be made for whoever awaits it.
    if not _is_own(func) or (call is not expr and func is call.func):
        return False
    return any(map(may_be_of_project, options_of(model.value_of(expr))))


def may_be_of_project(value: Value) -> bool:
    """Whether *value* is of a class of the project, or of nobody knows which."""
    if isinstance(value, Instance):
        return not value.summary.module.is_stub
    return isinstance(value, Unknown)


def _is_own(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Attribute) and root_name(expr) == "self"


def _walked(expr: ast.expr) -> ast.expr:
    """The container that *expr* goes over: ``self.xs`` of ``self.xs.values()`` and ``list(self.xs)``."""
    match expr:
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in _VIEWS:
            return inner
        case ast.Call(func=ast.Name(), args=[inner]):
            return _walked(inner)
    return expr


def _changes(function: FunctionValue, name: str, model: SemanticModel) -> bool:
    """Whether *function* changes its parameter *name*: its attributes, what they hold, or by a method."""
    summary = function.summary
    for item in summary.scope.of_type(ast.Subscript):
        is_set = not isinstance(item.ctx, ast.Load) and isinstance(item.value, ast.Attribute)
        if is_set and root_name(item) == name:
            return True
    for node in summary.scope.of_type(ast.Attribute):
        if root_name(node) != name:
            continue
        if not isinstance(node.ctx, ast.Load):
            return True
        is_method = isinstance(node.value, ast.Name)
        if not is_method and node.attr in CHANGING:
            return True
        if is_method and _changes_itself(node, summary, model):
            return True
    return False


def _changes_itself(method: ast.Attribute, summary: FunctionSummary, model: SemanticModel) -> bool:
    value = model.value_in(method, summary, summary.scope)
    return any(changes_object(model, option) for option in options_of(value))


def _empties_what_it_walked(summary: FunctionSummary) -> bool:
    """Whether a loop over an attribute of the object is followed by what leaves nothing in that."""
    loops = {
        unparsed(_walked(loop.iter)): loop.end_lineno or loop.lineno
        for loop in summary.scope.of_type(ast.For)
        if _is_own(_walked(loop.iter))
    }
    if not loops:
        return False
    return any(loops.get(unparsed(expr), line) < line for expr, line in _emptied(summary))


def _emptied(summary: FunctionSummary) -> Iterator[tuple[ast.expr, int]]:
    for call in summary.scope.of_type(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "clear":
            yield call.func.value, call.lineno
    for stmt in summary.scope.of_type(ast.Assign):
        is_empty = is_empty_container(stmt.value)
        yield from ((target, stmt.lineno) for target in stmt.targets if is_empty)
