"""Whether an async generator that is left before its end has something to clean up."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary


def must_clean_up(function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether the async generator has a ``finally`` or ``with`` around a ``yield``."""
    if function.module.is_stub or not function.is_async or not function.is_generator:
        return False
    scope = function.scope
    withs: list[ast.With | ast.AsyncWith] = scope.of_type(ast.With, ast.AsyncWith)
    blocks: list[ast.stmt] = [
        *(stmt for stmt in scope.of_type(ast.Try) if stmt.finalbody),
        *(one for one in withs if not all(_is_idle(item, function, model) for item in one.items)),
    ]
    return any(
        stmt.lineno <= node.lineno <= (stmt.end_lineno or 0)
        for stmt in blocks
        for node in scope.of_type(ast.Yield)
    )


def _is_idle(item: ast.withitem, function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether the manager begins nothing, and so has nothing to end: it looks at exceptions alone."""
    made = item.context_expr
    value = (
        model.value_in(made.func, function, function.scope) if isinstance(made, ast.Call) else None
    )
    if isinstance(value, ClassValue) and not value.summary.module.is_stub:
        made_by, entered_by = (
            model.types.members.get(value, name) for name in ("__init__", "__enter__")
        )
        is_made_idle = not isinstance(made_by, FunctionValue) or made_by.summary.module.is_stub
        return (
            is_made_idle
            and isinstance(entered_by, FunctionValue)
            and all(isinstance(stmt, ast.Pass) or _is_own_name(stmt) for stmt in _body(entered_by))
        )
    if not isinstance(value, FunctionValue) or value.summary.module.is_stub:
        return False
    match _body(value):
        case [*_, ast.Try(body=[ast.Expr(value=ast.Yield())], orelse=[], finalbody=[])]:
            return True
    return False


def _is_own_name(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.Return) and isinstance(
        stmt.value, (ast.Name, ast.Constant, type(None))
    )


def _body(function: FunctionValue) -> list[ast.stmt]:
    return list(getattr(function.summary.scope.node, "body", ()))
