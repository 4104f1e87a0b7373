"""Which calls make a task."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.effects.execution_context import is_named

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_new_task(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* certainly makes a task that somebody else must hold."""
    if model.marker(call.func, "schedules") is None:
        return False
    if model.marker(call.func, "keeps_task") is not None:
        return False
    if is_named(model.value_of(call.func), model.settings.task_keepers):
        return False
    if model.scope_of(call).kind == "module" and model.marker(call.func, "needs_loop") is not None:
        return False
    work = model.arguments_marked(call, "schedules")
    return bool(work) and not model.is_instance(work[0], "asyncio.Future")
