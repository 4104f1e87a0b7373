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
from flake8_asyncpitfalls.semantics.source.node_fields import root_name, variables_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_VIEWS = frozenset({"items", "keys", "values"})
_COPYING = frozenset({"frozenset", "list", "set", "sorted", "tuple"})
_MOST_STEPS = 3
"""So many variables, one made of the next, are looked at."""


def changes_what_is_shared(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls changes an argument that others reach, or loses what they add."""
    return any(
        isinstance(option, FunctionValue)
        and not option.summary.module.is_stub
        and (_empties_what_it_walked(option.summary) or _changes_shared(option, call, model))
        for option in options_of(model.value_of(call.func))
    )


def _changes_shared(function: FunctionValue, call: ast.Call, model: SemanticModel) -> bool:
    given = list(by_place_and_name(function, call))
    if any(_is_shared(expr, model) and _changes(function, name, model) for name, expr in given):
        return True
    return any(_is_given(expr, model) and _changes_part(function, name) for name, expr in given)


def _is_shared(expr: ast.expr, model: SemanticModel, depth: int = _MOST_STEPS) -> bool:
    """Whether *expr* is an attribute of the object, a part of one, or what a method gives.

    What a loop takes out of such a thing is, too, and what a display or a comprehension is made of it.
    """
    if depth and isinstance(expr, ast.Name):
        bindings = model.terms.bindings_read(expr, model.scope_of(expr))
        return any(
            (
                one.kind == "for"
                and one.value is not None
                and _is_walked_out(one.value, model, depth)
            )
            or (one.kind == "assign" and _is_taken(one.value, model, depth))
            for one in bindings
        )
    if depth and isinstance(expr, (ast.ListComp, ast.SetComp)):
        return any(_is_walked_out(part.iter, model, depth) for part in expr.generators)
    return _is_own(expr)


def _is_walked_out(expr: ast.expr, model: SemanticModel, depth: int) -> bool:
    """Whether what goes over *expr* gets objects that others reach."""
    walked = _walked(expr)
    if isinstance(walked, ast.Call) and _is_own(walked.func):
        return True
    return _is_own(walked) or _is_shared(walked, model, depth - 1)


def _is_taken(value: ast.AST | None, model: SemanticModel, depth: int) -> bool:
    """Whether *value* is a part of an attribute of the object, ``self.users[name]``, or is made of such."""
    if isinstance(value, ast.Subscript):
        return _is_own(value.value) and may_hold_project(value, model)
    if isinstance(value, (ast.ListComp, ast.SetComp)):
        return _is_shared(value, model, depth - 1)
    match value:
        case ast.Call(func=ast.Name(id=name), args=[held]) if name in _COPYING:
            return _is_walked_out(held, model, depth)
    return _is_kept_elsewhere(value, model)


def may_hold_project(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* may be an object of a class of the project."""
    return any(map(may_be_of_project, options_of(model.value_of(expr))))


def _is_given(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is a parameter of its function: who gives it has it as well."""
    if not isinstance(expr, ast.Name):
        return False
    bindings = model.terms.bindings_read(expr, model.scope_of(expr))
    return [one.kind for one in bindings] == ["param"] and may_hold_project(expr, model)


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
    return may_hold_project(expr, model)


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
    """Whether *function* changes its parameter *name*: its attributes, what they hold, or by a method.

    Or what it takes out of it by a loop.
    """
    summary = function.summary
    names = {name, *_taken_out(summary, name)}
    if any(_changes_part(function, one) or _sets_attribute(summary, one) for one in names):
        return True
    for node in summary.scope.of_type(ast.Attribute):
        if root_name(node) not in names:
            continue
        if not isinstance(node.ctx, ast.Load):
            return True
        if isinstance(node.value, ast.Name) and _changes_itself(node, summary, model):
            return True
    return False


def _taken_out(summary: FunctionSummary, name: str) -> Iterator[str]:
    """The variables of the loops over the parameter *name*."""
    for loop in summary.scope.of_type(ast.For):
        if isinstance(loop.iter, ast.Name) and loop.iter.id == name:
            yield from variables_in(loop.target)


def _sets_attribute(summary: FunctionSummary, name: str) -> bool:
    """Whether the function sets an attribute of the variable *name* by ``setattr``."""
    return any(
        isinstance(call.func, ast.Name)
        and call.func.id == "setattr"
        and bool(call.args)
        and unparsed(call.args[0]) == name
        for call in summary.scope.of_type(ast.Call)
    )


def _changes_part(function: FunctionValue, name: str) -> bool:
    """Whether *function* changes what an attribute of its parameter *name* holds."""
    scope = function.summary.scope
    for item in scope.of_type(ast.Subscript):
        is_set = not isinstance(item.ctx, ast.Load) and isinstance(item.value, ast.Attribute)
        if is_set and root_name(item) == name:
            return True
    return any(
        node.attr in CHANGING and not isinstance(node.value, ast.Name) and root_name(node) == name
        for node in scope.of_type(ast.Attribute)
    )


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
