"""The end of a program: the loop ends what is left when the function that it was run for returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.coroutine_uses import NOTHING, RUN, WAITED, uses_of
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.analyses.coroutine_uses import Use
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_MOST = 3
"""Functions that are gone through from one to that which a loop is run for."""


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


def is_held_to_end(stmt: ast.stmt, names: Sequence[str], model: SemanticModel) -> bool:
    """Whether *stmt* alone binds the variables *names*, its function waits next, and its loop ends with it.

    A variable of ``main`` holds its task for as long as there is a loop.
    """
    scope = model.scope_of(stmt)
    stored = [[n for n in scope.names(name) if isinstance(n.ctx, ast.Store)] for name in names]
    is_once = all(len(nodes) == 1 for nodes in stored)
    if not scope.is_coroutine or not is_once or not _waits_below(stmt, scope, model):
        return False
    return _ends_loop(scope, model, _MOST)


def _waits_below(stmt: ast.stmt, scope: Scope, model: SemanticModel) -> bool:
    """Whether *stmt*, which no loop repeats, is followed by what waits."""
    waits = waits_after(stmt, scope)
    node: ast.AST = stmt
    is_followed = False
    while waits and node is not scope.node:
        if isinstance(node, _LOOPS):
            return False
        block = model.block_of(node) if isinstance(node, ast.stmt) else []
        later = block[block.index(node) + 1 :] if isinstance(node, ast.stmt) else []
        is_followed |= any(
            one.lineno <= wait.lineno <= (one.end_lineno or 0) for one in later for wait in waits
        )
        node = model.parent(node)
    return is_followed


def _ends_loop(scope: Scope, model: SemanticModel, most: int) -> bool:
    """Whether loops are run for *scope* alone, or for what has nothing left to wait for after it."""
    kinds = [use for use in uses_of(scope, model) if use.kind != NOTHING]
    return bool(kinds) and all(
        use.kind == RUN or (use.kind == WAITED and most > 0 and _is_end(use, most)) for use in kinds
    )


def _is_end(use: Use, most: int) -> bool:
    """Whether the wait of *use* is the last of a function that ends its loop."""
    scope = use.model.scope_of(use.node)
    stmt = use.model.statement_of(use.node)
    is_last = scope.is_coroutine and not waits_after(stmt, scope)
    return is_last and _ends_loop(scope, use.model, most - 1)


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
