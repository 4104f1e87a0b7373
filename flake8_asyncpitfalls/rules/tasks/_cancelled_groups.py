"""Whether the tasks of a group are cancelled before its block is left."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_cancelled(stmt: ast.AsyncWith, place: ast.stmt, model: SemanticModel) -> bool:
    """Whether something is cancelled before *place* in its block, or by a ``finally`` around it.

    Or by a task of the group that ends: then the others need not be waited for either.
    """
    child, parent = place, model.parent(place)
    block = model.block_of(place)
    before = block[: block.index(place)]
    while child is not stmt:
        if isinstance(parent, ast.Try) and child not in parent.finalbody:
            before = [*before, *parent.finalbody]
        child, parent = parent, model.parent(parent)  # type: ignore[assignment]
    calls = [node for node in walk_code(before) if isinstance(node, ast.Call)]
    if any(_cancels(call.func, model) for call in calls):
        return True
    return any(
        isinstance(node, ast.Call)
        and last_name(node.func) == "add_done_callback"
        and any(_cancels(argument, model) for argument in node.args)
        for node in walk_code(stmt.body)
    )


def _cancels(function: ast.expr, model: SemanticModel) -> bool:
    """Whether a call of *function* cancels: itself, or as a function of the project in its body."""
    if last_name(function).startswith("cancel"):
        return True
    calls: list[ast.Call] = []
    if isinstance(function, ast.Lambda):
        calls = [node for node in ast.walk(function.body) if isinstance(node, ast.Call)]
    for option in options_of(model.value_of(function)):
        if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
            calls += option.summary.scope.of_type(ast.Call)
    return any(last_name(call.func).startswith("cancel") for call in calls)
