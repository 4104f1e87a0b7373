"""ASY4: tasks, task groups and async generators."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.execution import is_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_COLLECTIONS = (ast.List, ast.Tuple, ast.Set)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp)


def dropped_calls(expr: ast.expr) -> Iterator[ast.Call]:
    """The calls whose results are lost when the result of *expr* is."""
    if isinstance(expr, ast.Call):
        yield expr
    elif isinstance(expr, ast.IfExp):
        yield from dropped_calls(expr.body)
        yield from dropped_calls(expr.orelse)
    elif isinstance(expr, ast.BoolOp):
        yield from dropped_calls(expr.values[-1])
    elif isinstance(expr, _COLLECTIONS):
        for element in expr.elts:
            yield from dropped_calls(element)
    elif isinstance(expr, _COMPREHENSIONS):
        yield from dropped_calls(expr.elt)


def is_new_task(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* certainly makes a task that somebody else must hold."""
    if model.marker(call.func, "schedules") is None:
        return False
    if model.marker(call.func, "keeps_task") is not None:
        return False
    if is_named(model.value_of(call.func), model.settings.task_keepers):
        return False
    work = model.arguments_marked(call, "schedules")
    return bool(work) and not model.is_instance(work[0], "asyncio.Future")
