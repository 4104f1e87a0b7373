"""Waiting for a process that was killed just before: it is over at once, unless the system hangs."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_WAITS = frozenset({"wait", "join", "communicate"})


def was_just_killed(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* waits for the process that the statement before it kills."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr not in _WAITS:
        return False
    process = unparsed(node.func.value)
    before = _statement_before(model.statement_of(node), model)
    return before is not None and any(
        isinstance(part, ast.Call) and unparsed(part.func) == f"{process}.kill"
        for part in ast.walk(before)
    )


def _statement_before(stmt: ast.stmt, model: SemanticModel) -> ast.stmt | None:
    """What runs right before *stmt*, which may stand first in a ``with`` or ``try``."""
    block = model.block_of(stmt)
    number = block.index(stmt)
    if number:
        return block[number - 1]
    parent = model.parent(stmt)
    if isinstance(parent, ast.With | ast.Try) and block is parent.body:
        return _statement_before(parent, model)
    return None
