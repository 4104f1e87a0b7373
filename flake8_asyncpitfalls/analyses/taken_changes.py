"""Functions that change what they took out of a container which others reach.

``for index in INDICES: index["query"] = text; client.search(index["query"])`` is one step for the loop.
In threads another call sets its own text before the first one searches. What hangs on an attribute of
the object or on a variable of the module is reached by others, unless the object is made for the call.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.object_changes import CHANGING, run_together
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import root_name
from flake8_asyncpitfalls.semantics.terms.variable_uses import VariableUses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_TAKING = frozenset({"get", "items", "setdefault", "values"})
_WALKING = frozenset({"enumerate", "list", "reversed", "sorted", "tuple"})


def changes_what_it_took(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls changes an entry of a container of its object or of a module."""
    owners = {"global"} if _is_of_new(call.func, model) else {"global", "own"}
    return any(
        not owners.isdisjoint(_changed(summary))
        for option in options_of(model.value_of(call.func))
        if isinstance(option, FunctionValue)
        for summary in run_together(model, option)
    )


def _is_of_new(method: ast.expr, model: SemanticModel) -> bool:
    """Whether *method* is of an object that the function around it makes."""
    owner = method.value if isinstance(method, ast.Attribute) else None
    values: list[ast.AST | None] = [owner]
    if isinstance(owner, ast.Name):
        values = [one.value for one in model.terms.bindings_read(owner, model.scope_of(owner))]
    return bool(values) and all(
        isinstance(value, ast.Call) and isinstance(model.value_of(value.func), ClassValue)
        for value in values
    )


def _changed(function: FunctionSummary) -> Iterator[str]:
    """Whose entries *function* changes: those of its object, ``own``, or of a module, ``global``."""
    for name, is_inside in _changed_variables(function):
        if is_inside and _owner(name, function):
            yield "global"
        for one in function.module.terms.bindings_read(name, function.scope):
            if isinstance(one.value, ast.expr) and one.kind in ("assign", "for"):
                container = _container(one.value, is_taken=one.kind == "for")
                if container is not None:
                    yield _owner(container, function)


def _changed_variables(function: FunctionSummary) -> Iterator[tuple[ast.Name, bool]]:
    """The variables that *function* changes as containers, and whether one that is in them."""
    parts: list[ast.Attribute | ast.Subscript] = function.scope.of_type(
        ast.Attribute, ast.Subscript
    )
    for part in parts:
        if not isinstance(part.ctx, ast.Load):
            yield from _variable(part.value)
    for call in function.scope.of_type(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in CHANGING:
            yield from _variable(call.func.value)


def _variable(changed: ast.expr) -> Iterator[tuple[ast.Name, bool]]:
    expr = changed
    while isinstance(expr, ast.Subscript):
        expr = expr.value
    if isinstance(expr, ast.Name):
        yield expr, expr is not changed


def _container(expr: ast.expr, *, is_taken: bool) -> ast.expr | None:
    """What *expr* is taken out of: an item of it, or where *is_taken* what it goes over."""
    match expr:
        case ast.Subscript(value=inner):
            return _container(inner, is_taken=True)
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in _TAKING:
            return _container(inner, is_taken=True)
        case ast.Call(func=ast.Name(id=name), args=[inner, *_]) if name in _WALKING:
            return _container(inner, is_taken=True) if is_taken else None
        case ast.Name() | ast.Attribute():
            return expr if is_taken else None
    return None


def _owner(container: ast.expr, function: FunctionSummary) -> str:
    root = root_name(container)
    if root in ("self", "cls"):
        return "own" if isinstance(container, ast.Attribute) else ""
    terms = function.module.terms
    is_global = bool(root) and VariableUses(terms).owner(root, function.scope) is terms.root
    return "global" if is_global else ""
