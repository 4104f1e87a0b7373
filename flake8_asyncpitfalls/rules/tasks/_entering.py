"""Whether a task is started on the way into a context, and may begin after that was entered."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.tasks import blocks_around
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_entering(call: ast.Call, model: SemanticModel) -> bool:
    """Whether who enters a context may go on before the task that *call* starts has begun.

    A group that is left before that waits for its tasks.
    """
    scope = model.scope_of(call)
    if scope.name == "__aenter__":
        return not _blocks_of_group(call, model)
    value = model.function_value(scope) if scope.kind == "function" else None
    if not isinstance(value, FunctionValue) or value.call_kind != "async_context":
        return False
    yields = scope.of_type(ast.Yield)
    is_before = any(_place(node) > _place(call) for node in yields)
    blocks = _blocks_of_group(call, model)
    return is_before and all(
        any(_place(node) > _place(call) and _is_within(node, block) for node in yields)
        for block in blocks
    )


def _blocks_of_group(call: ast.Call, model: SemanticModel) -> list[ast.AsyncWith]:
    """The block of this function that ends with the group which *call* gives a task to."""
    assert isinstance(call.func, ast.Attribute)
    group = unparsed(call.func.value)
    return [
        block
        for block in blocks_around(call, model)
        if isinstance(block, ast.AsyncWith)
        and any(
            item.optional_vars is not None and unparsed(item.optional_vars) == group
            for item in block.items
        )
    ][:1]


def _place(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _is_within(node: ast.expr, block: ast.AsyncWith) -> bool:
    return block.lineno <= node.lineno <= (block.end_lineno or 0)
