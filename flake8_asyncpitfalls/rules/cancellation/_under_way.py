"""Functions that only run when a cancellation is on its way already: the handlers that call them raise it.

What such a function catches is one more cancellation, of a task that ends with the first.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_up
from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.analyses.namings import namings
from flake8_asyncpitfalls.rules.cancellation._handlers import Handling, catches_cancellation
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_DEPTH = 3
"""So many functions may lie between the handler and what it calls."""


def is_raised_by_callers(node: ast.AST, model: SemanticModel) -> bool:
    """Whether every call of the function around *node* stands in a handler that raises what it caught."""
    return _is_called_by_handlers(model.scope_of(node), model, _DEPTH)


def _is_called_by_handlers(scope: Scope, model: SemanticModel, depth: int) -> bool:
    if not depth or not isinstance(scope.node, FUNCTION_TYPES):
        return False
    found = namings(scope, model)
    return bool(found) and all(
        _is_called_by_handler(naming.node, naming.model, depth) for naming in found or ()
    )


def _is_called_by_handler(name: ast.expr, model: SemanticModel, depth: int) -> bool:
    call = model.parent(name)
    if not isinstance(call, ast.Call) or call.func is not name or not model.is_awaited(call):
        return False
    node: ast.AST = call
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(node, ast.ExceptHandler) and catches_cancellation(node.type, model):
            return not Handling(node, model).ways()
        node = model.parent(node)
    return _is_called_by_handlers(model.scope_of(call), model, depth - 1)


def is_called_in_cleanup(node: ast.AST, model: SemanticModel) -> bool:
    """Whether the file calls the function around *node* in a handler or ``finally``.

    What those still have to do, or raise instead, is lost when the function raises.
    """
    scope = model.scope_of(node)
    if not isinstance(scope.node, FUNCTION_TYPES):
        return False
    function = model.module.function(scope.identity)
    return any(
        is_cleaning_up(model, name) and _is_named(name, function, model)
        for name in mentions(scope, model)
    )


def _is_named(name: ast.expr, function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether *name* may be *function*: another object's method of that name is not."""
    return any(
        isinstance(option, FunctionValue) and option.summary is function
        for option in options_of(model.value_of(name))
    )


def cleans_up(stmt: ast.AST, model: SemanticModel) -> bool:
    """Whether *stmt* stands in a ``finally``, and in no loop: what follows it is the end of the function."""
    is_last = False
    child, parent = stmt, model.parent(stmt)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(parent, (ast.For, ast.AsyncFor, ast.While)):
            return False
        is_try = isinstance(parent, (ast.Try, ast.TryStar))
        is_last |= is_try and child in getattr(parent, "finalbody", ())
        child, parent = parent, model.parent(parent)
    return is_last
