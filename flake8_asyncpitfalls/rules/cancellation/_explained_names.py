"""Names of exceptions that a comment above their handler is about."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.stated_intent import comments_above
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_explained(expr: ast.expr, model: SemanticModel, *, is_dropped: bool) -> bool:
    """Whether a comment above the handler of *expr* says why the name is there, or both are.

    It would be about a name that is gone: where *is_dropped*, with one of two.
    """
    handler = model.parent(expr)
    handler = model.parent(handler) if isinstance(handler, ast.Tuple) else handler
    if not isinstance(handler, ast.ExceptHandler):
        return False
    told = "TimeoutError" if is_dropped else unparsed(expr)
    return any(told.encode() in line for line in comments_above(model, handler))
