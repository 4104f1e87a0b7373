"""Calls that clean up after a cancellation, where an ``await`` would be cancelled in its turn.

``except BaseException: encoder.close(); raise``. The offload that is advised elsewhere needs a shield
there, or the work is not done at all.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CANCELLATIONS = ("builtins.BaseException", "asyncio.CancelledError", "trio.Cancelled")
_GIVES_CLASS = "anyio.get_cancelled_exc_class"


def is_after_cancellation(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a handler that names cancellations and raises them again at its end."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(node, ast.ExceptHandler) and _is_for_cancellations(node, model):
            return True
        node = model.parent(node)
    return False


def _is_for_cancellations(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    last, caught = handler.body[-1], handler.type
    if caught is None or not isinstance(last, ast.Raise) or last.exc is not None:
        return False
    if isinstance(caught, ast.Call):
        return model.refers_to(caught.func, _GIVES_CLASS)
    return model.refers_to(caught, *_CANCELLATIONS)
