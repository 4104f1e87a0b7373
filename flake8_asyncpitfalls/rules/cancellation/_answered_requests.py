"""Handlers that answer the client of a request whose work was aborted: who has cancelled it waits for that.

``except CancelledError: return JSONResponse(status_code=499)``, ``raise HTTPException(409)``: the answer is
the end of the request, and the framework, not the task's owner, gets it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.cancellation._handlers import catches_cancellation
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MARKER = "answers_request"


def is_answer(stmt: ast.Raise | ast.Return, model: SemanticModel) -> bool:
    """Whether what *stmt* raises or returns is certainly what the client is answered."""
    given = stmt.exc if isinstance(stmt, ast.Raise) else stmt.value
    members = model.types.members
    return given is not None and all(
        isinstance(option, (Instance, ClassValue))
        and members.is_marked_class(option.summary, _MARKER)
        for option in options_of(model.value_of(given))
    )


def returns_answer(handler: ast.ExceptHandler, model: SemanticModel) -> bool:
    """Whether all that *handler*, one for cancellations, returns is."""
    if catches_cancellation(handler.type, model) == "base":
        return False
    returns = [node for node in walk_code(handler.body) if isinstance(node, ast.Return)]
    return bool(returns) and all(is_answer(stmt, model) for stmt in returns)
