"""ASY6: the event-loop API."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

GET_EVENT_LOOP = "asyncio.get_event_loop"


def is_get_event_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is ``asyncio.get_event_loop()``."""
    spelling = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Attribute) and spelling != "get_event_loop":
        return False
    return model.refers_to(call.func, GET_EVENT_LOOP)


def runs_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* starts an event loop and comes back when that has stopped."""
    marker = model.marker(call.func, "runs_loop")
    return marker is not None and model.marker(call.func, "changes") is None


def is_receiver_of_run(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is the loop in ``loop.run_until_complete(...)`` or ``loop.run_forever()``."""
    parent = model.parent(expr)
    if not isinstance(parent, ast.Attribute):
        return False
    call = model.parent(parent)
    return isinstance(call, ast.Call) and call.func is parent and runs_loop(call, model)
