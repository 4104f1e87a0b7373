"""The end of a program: the loop ends what is left when the function that it was run for returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def is_last_of_main(stmt: ast.stmt, scope: Scope, model: SemanticModel) -> bool:
    """Whether a loop that is run for this function alone ends soon after *stmt*."""
    if waits_after(stmt, scope) or not model.source.mentions(b".run("):
        return False
    function = model.function_value(scope)
    return any(
        isinstance(function, FunctionValue) and _runs(call, function, model)
        for inner in model.scopes
        for call in inner.of_type(ast.Call)
    )


def waits_after(stmt: ast.stmt, scope: Scope) -> list[ast.expr | ast.stmt]:
    """Where *scope* waits in lines below *stmt*."""
    waits: list[ast.expr | ast.stmt] = [
        *scope.of_type(ast.Await),
        *scope.of_type(ast.AsyncWith),
        *scope.of_type(ast.AsyncFor),
    ]
    return [node for node in waits if node.lineno > stmt.lineno]


def _runs(call: ast.Call, function: FunctionValue, model: SemanticModel) -> bool:
    for expr in model.arguments_marked(call, "runs_loop"):
        coroutine = coroutine_of(model, expr)
        if coroutine is not None and coroutine.function is function.summary:
            return True
    return False
