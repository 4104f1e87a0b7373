"""Which calls make a task."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.rules.tasks._task_helpers import gives_new_task
from flake8_asyncpitfalls.semantics.effects.execution_context import is_named
from flake8_asyncpitfalls.semantics.inference.values import Unknown

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_LOOPS = frozenset({"loop", "_loop", "event_loop", "_event_loop"})


def is_new_task(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* certainly makes a task that somebody else must hold."""
    if model.marker(call.func, "schedules") is None:
        return _is_of_some_loop(call, model) or gives_new_task(call, model)
    if model.marker(call.func, "keeps_task") is not None:
        return False
    if is_named(model.value_of(call.func), model.settings.task_keepers):
        return False
    is_import = model.scope_of(call).kind == "module" and not model.source.is_notebook
    if is_import and model.marker(call.func, "needs_loop") is not None:
        return False
    work = model.arguments_marked(call, "schedules")
    if not work and any(isinstance(argument, ast.Starred) for argument in call.args):
        return model.refers_to(call.func, "asyncio.create_task")
    return bool(work) and not model.is_instance(work[0], "asyncio.Future")


def _is_of_some_loop(call: ast.Call, model: SemanticModel) -> bool:
    """``self.bot.loop.create_task(f())``, ``self.loop.create_task(f())``: a loop of which nothing is known.

    Only where ``f()`` certainly makes a coroutine, which no other object that is called so takes.
    """
    match call:
        case ast.Call(func=ast.Attribute(value=loop, attr="create_task"), args=[work]):
            is_loop = _is_called_loop(loop) and isinstance(model.value_of(loop), Unknown)
            return is_loop and coroutine_of(model, work) is not None
    return False


def _is_called_loop(expr: ast.expr) -> bool:
    """Whether it is called a loop: a variable, an attribute of ``self`` or of another attribute."""
    match expr:
        case ast.Name(id=name):
            return name in _LOOPS
        case ast.Attribute(value=ast.Attribute() | ast.Name(id="self"), attr=name):
            return name in _LOOPS
    return False
