"""Calls that clean up after a cancellation, where an ``await`` would be cancelled in its turn.

``except BaseException: encoder.close(); raise``. The offload that is advised elsewhere needs a shield
there, or the work is not done at all.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation, kinds_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ENDS = ("builtins.KeyboardInterrupt", "builtins.SystemExit", "builtins.GeneratorExit")


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
        for kind in kinds_of(handler)
    )


def handlers_around(node: ast.AST, model: SemanticModel) -> Iterator[ast.ExceptHandler]:
    """The handlers of its function that *node* stands in, the inmost first."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        node = model.parent(node)
        if isinstance(node, ast.ExceptHandler):
            yield node


def _is_for_cancellations(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    last = handler.body[-1]
    if handler.type is None or not isinstance(last, ast.Raise) or last.exc is not None:
        return False
    return not isinstance(handler.type, ast.Tuple) and catches_cancellation(handler, model)
