"""Which handlers a cancellation certainly comes to."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CANCELLATIONS = (
    "builtins.BaseException", "asyncio.CancelledError", "asyncio.exceptions.CancelledError",
    "trio.Cancelled",
)  # fmt: skip
_SPELLED = frozenset({"CancelledError", "BaseException"})
_GIVES_CLASS = "anyio.get_cancelled_exc_class"


def catches_cancellation(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether a cancellation certainly comes to *handler*, if to none before it."""
    return any(
        kind is None
        or (isinstance(kind, ast.Call) and model.refers_to(kind.func, _GIVES_CLASS))
        or model.refers_to(kind, *_CANCELLATIONS)
        for kind in kinds_of(handler)
    )


def kinds_of(handler: ast.ExceptHandler) -> Sequence[ast.expr | None]:
    """The classes that *handler* names; None: it is one of everything."""
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]


def names_cancellation(handler: ast.ExceptHandler) -> bool:
    """Whether *handler*, of whichever file, is spelled as one that a cancellation of asyncio comes to."""
    return any(kind is None or last_name(kind) in _SPELLED for kind in kinds_of(handler))
