"""Where context managers are made, and what they keep open around a node."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.cancellation._handlers import catches_cancellation
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def made_before(
    name: ast.Name, stmt: ast.With | ast.AsyncWith, model: SemanticModel
) -> ast.Call | None:
    """The call that makes what the local variable *name* holds when *stmt* enters it.

    None where *stmt* is the next statement after it, or where that is not certain.
    """
    scope = model.scope_of(name)
    if not scope.is_coroutine or not model.uses.is_private(name.id, scope):
        return None
    stores = [node for node in scope.names(name.id) if isinstance(node.ctx, ast.Store)]
    assigned = model.parent(stores[0]) if len(stores) == 1 else None
    if not isinstance(assigned, ast.Assign) or not isinstance(assigned.value, ast.Call):
        return None
    return None if _is_next(assigned, stmt, model) else assigned.value


def waits_between(call: ast.Call, stmt: ast.With | ast.AsyncWith, model: SemanticModel) -> bool:
    """Whether the function may wait after *call* and before *stmt*, which stands further down."""
    first = model.statement_of(call)
    block: ast.AST = stmt
    while first not in model.block_of(block):
        block = model.parent(block)
        if isinstance(block, (*_FUNCTIONS, ast.Module)):
            return True
    around = model.block_of(block)
    inside = around[around.index(first) + 1 : around.index(block) + 1]  # type: ignore[arg-type]
    return any(getattr(node, "lineno", 0) < stmt.lineno for node in suspensions(inside))


def resource_around(node: ast.AST, user: ast.expr, model: SemanticModel) -> str:
    """The name in *user* that an ``async with`` around *node* binds.

    Empty where there is none, or a handler between them sees a cancellation.
    """
    used = {part.id for part in ast.walk(user) if isinstance(part, ast.Name)}
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*_FUNCTIONS, ast.Module)):
        if isinstance(parent, ast.AsyncWith) and child in parent.body:
            for item in parent.items:
                if isinstance(item.optional_vars, ast.Name) and item.optional_vars.id in used:
                    return item.optional_vars.id
        if isinstance(parent, (ast.Try, ast.TryStar)) and _is_caught(child, parent, model):
            return ""
        child, parent = parent, model.parent(parent)
    return ""


def _is_next(first: ast.stmt, second: ast.stmt, model: SemanticModel) -> bool:
    """Whether *second* follows *first*, or begins the ``try`` or ``with`` that does."""
    block = model.block_of(first)
    after = block[block.index(first) + 1 :]
    while after and after[0] is not second:
        after = after[0].body if isinstance(after[0], (ast.Try, ast.With, ast.AsyncWith)) else []
    return bool(after)


def _is_caught(node: ast.AST, stmt: ast.Try | ast.TryStar, model: SemanticModel) -> bool:
    """Whether a handler of *stmt* sees a cancellation that arrives in *node*."""
    handlers = stmt.handlers if node in stmt.body else []
    return any(catches_cancellation(handler.type, model) for handler in handlers)
