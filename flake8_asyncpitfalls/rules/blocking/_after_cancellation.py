"""Calls that clean up after a cancellation, where an ``await`` would be cancelled in its turn.

``except BaseException: encoder.close(); raise``. The offload that is advised elsewhere needs a shield
there, or the work is not done at all.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CANCELLATIONS = ("builtins.BaseException", "asyncio.CancelledError", "trio.Cancelled")
_ENDS = ("builtins.KeyboardInterrupt", "builtins.SystemExit", "builtins.GeneratorExit")
_GIVES_CLASS = "anyio.get_cancelled_exc_class"


def is_after_cancellation(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a handler that names cancellations and raises them again at its end."""
    return any(_is_for_cancellations(handler, model) for handler in handlers_around(node, model))


def is_after_interrupt(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in a handler of what ends the program, or the generator.

    The task may have been cancelled already, as ``asyncio.run`` does at the first Ctrl-C: a wait raises that
    then, and the rest of the handler is lost.
    """
    return any(
        kind is not None and model.refers_to(kind, *_ENDS)
        for handler in handlers_around(node, model)
        for kind in _kinds_of(handler)
    )


def handlers_around(node: ast.AST, model: SemanticModel) -> Iterator[ast.ExceptHandler]:
    """The handlers of its function that *node* stands in, the inmost first."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        node = model.parent(node)
        if isinstance(node, ast.ExceptHandler):
            yield node


def catches_cancellation(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether a cancellation certainly comes to *handler*, if to none before it."""
    return any(
        kind is None
        or (isinstance(kind, ast.Call) and model.refers_to(kind.func, _GIVES_CLASS))
        or model.refers_to(kind, *_CANCELLATIONS)
        for kind in _kinds_of(handler)
    )


def _kinds_of(handler: ast.ExceptHandler) -> Sequence[ast.expr | None]:
    """The classes that *handler* names; None: it is one of everything."""
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]


def _is_for_cancellations(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    last = handler.body[-1]
    if handler.type is None or not isinstance(last, ast.Raise) or last.exc is not None:
        return False
    return not isinstance(handler.type, ast.Tuple) and catches_cancellation(handler, model)
