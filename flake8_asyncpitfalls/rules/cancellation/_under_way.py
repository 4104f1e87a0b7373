"""Functions that only run when a cancellation is on its way already: the handlers that call them raise it.

What such a function catches is one more cancellation, of a task that ends with the first.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.namings import namings
from flake8_asyncpitfalls.rules.cancellation._handlers import Handling, catches_cancellation
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

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
