"""A coroutine that is made before a loop and awaited in it is made in each round."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import ReplaceExpression, ReplaceLines
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_PLAIN = (ast.Name, ast.Attribute, ast.Constant, ast.keyword, ast.Load, ast.Starred)


def made_anew(name: str, scope: Scope, model: SemanticModel) -> Fix | None:
    """The call in place of the one read of the variable *name*, which goes; None where that is not right.

    What the call is given must be the same each time: variables that are bound once, no calls. Where
    several places read it, they may mean one result.
    """
    bindings = model.terms.table(scope).by_name.get(name, [])
    stmt = model.statement_of(bindings[0].node) if len(bindings) == 1 else None
    if not isinstance(stmt, ast.Assign) or not isinstance(stmt.value, ast.Call):
        return None
    if len(stmt.targets) != 1 or not isinstance(stmt.targets[0], ast.Name):
        return None
    call = stmt.value
    reads = model.uses.reads(name, scope)
    if len(reads) != 1 or not _is_same_each_time(call, scope, model):
        return None
    if not isinstance(model.parent(reads[0]), (ast.Await, ast.Call)):
        return None
    holder = model.parent(stmt)
    place = place_in(stmt, holder)
    if place is None or not isinstance(holder, ast.stmt) or len(model.block_of(stmt)) == 1:
        return None
    block, index = place
    edits = (
        ReplaceExpression(Span.of(reads[0]), model.source.code_of(call)),
        ReplaceLines(Span.of(holder), "", (), index, index, block),
    )
    return Fix(Applicability.UNSAFE, "make it in each round", edits)


def _is_same_each_time(call: ast.Call, scope: Scope, model: SemanticModel) -> bool:
    parts = [call.func, *call.args, *call.keywords]
    nodes = [node for part in parts for node in ast.walk(part)]
    if not all(isinstance(node, _PLAIN) for node in nodes):
        return False
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    table = model.terms.table(scope)
    return all(len(table.by_name.get(name, [])) <= 1 for name in names)
