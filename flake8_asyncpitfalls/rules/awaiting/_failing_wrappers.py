"""Coroutines that fail when they run: they await what a plain function gives.

Such a call did nothing so far. An ``await`` before it would raise, so that the function that is awaited
inside has to become a coroutine function first. Often a decorator does so: ``return await func(*args)``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def plain_inside(call: ast.expr, model: SemanticModel) -> str:
    """The plain function that the coroutine of *call* certainly awaits the result of, by name; or ''."""
    callee = model.value_of(call.func) if isinstance(call, ast.Call) else None
    for option in () if callee is None else options_of(callee):
        if isinstance(option, FunctionValue) and option.summary.is_async:
            if not option.summary.module.is_stub:
                return next(filter(None, map(_named, _awaited_plain(option, model))), "")
    return ""


def _awaited_plain(function: FunctionValue, model: SemanticModel) -> list[Value]:
    """What *function* calls and awaits, although it gives nothing that can be awaited."""
    summary = function.summary
    around = {name: value for (_, name), value in function.closure}
    found: list[Value] = []
    for node in summary.scope.of_type(ast.Await):
        if not isinstance(node.value, ast.Call):
            continue
        func = node.value.func
        is_given = isinstance(func, ast.Name) and func.id in around
        is_own = isinstance(func, ast.Name) and bool(
            summary.module.terms.table(summary.scope).by_name.get(func.id)
        )
        if isinstance(func, ast.Name) and is_given and not is_own:
            value = around[func.id]
        else:
            value = model.value_in(func, summary, summary.scope)
        if model.capabilities.gives_no_awaitable(value):
            found.append(value)
    return found


def _named(value: Value) -> str:
    return value.summary.local_name if isinstance(value, FunctionValue) else ""
