"""Places where an ``await`` loses what ends its task: in a ``try`` that ends everything, or after it.

``with suppress(BaseException)`` is such a ``try``, too.

A coroutine that is closed must not wait any more: ``RuntimeError: coroutine ignored GeneratorExit``
comes instead of what the rest of the handler does.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import waits_in_body
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ALL = "builtins.BaseException"
_CLOSED = "builtins.GeneratorExit"
_SUPPRESS = "contextlib.suppress"


def would_be_swallowed(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a ``try`` without a wait so far that ends cancellations with the rest.

    So it is in a handler of everything, which runs when the coroutine is closed.
    """
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        child, node = node, model.parent(node)
        if isinstance(node, ast.ExceptHandler) and _may_be_closed(node, model):
            return True
        if isinstance(node, ast.Try) and child in node.body and not waits_in_body(model, node):
            # A handler above the one for everything may be for the cancellation.
            first = node.handlers[:1]
            if any(_is_for_all(handler, model) and not _raises(handler) for handler in first):
                return True
            # A cancellation would pass by what takes back the half that is done.
            if any(_takes_back(handler, model) for handler in node.handlers):
                return True
        if isinstance(node, ast.With) and child in node.body and _suppresses_all(node, model):
            return not waits_in_body(model, node)
    return False


def _takes_back(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether *handler*, which is for no cancellation, works on files or the like and raises again."""
    last = handler.body[-1]
    is_again = isinstance(last, ast.Raise) and last.exc is None
    if not is_again or handler.type is None or model.refers_to(handler.type, _ALL):
        return False
    if waits_in_body(model, handler):
        return True
    calls = (node for node in walk_code(handler.body) if isinstance(node, ast.Call))
    return any(model.effects_at(call) for call in calls)


def _suppresses_all(stmt: ast.With, model: SemanticModel) -> bool:
    """Whether *stmt* enters ``contextlib.suppress(BaseException)``."""
    return any(
        isinstance(item.context_expr, ast.Call)
        and model.refers_to(item.context_expr.func, _SUPPRESS)
        and any(model.refers_to(kind, _ALL) for kind in item.context_expr.args)
        for item in stmt.items
    )


def _may_be_closed(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether *handler*, which does not wait as it is, also runs when the coroutine is closed."""
    if waits_in_body(model, handler):
        return False
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or model.refers_to(kind, _ALL, _CLOSED) for kind in kinds)


def _is_for_all(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    return handler.type is None or model.refers_to(handler.type, _ALL)


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for node in walk_code(handler.body))
