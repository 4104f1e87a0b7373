"""``async with``, ``async for`` or ``async def`` loses its ``async``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import MakeSync
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._clauses import (
    CAN_BE_ASYNC,
    as_kind,
    header_or_comprehension,
    shifted_parameters,
    statement_or_clause,
)
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace

_SYNC_OF = {ast.AsyncWith: ast.With, ast.AsyncFor: ast.For, ast.AsyncFunctionDef: ast.FunctionDef}


def _write(node: cst.CSTNode, step: Step[MakeSync], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, CAN_BE_ASYNC) or not node.asynchronous:
        raise RefusedError("there is no async to remove")
    if isinstance(node, cst.FunctionDef):
        node = node.with_changes(params=shifted_parameters(node, -len("async "), step.column))
    return node.with_changes(asynchronous=None)


def _mean(node: Any, step: Step[MakeSync]) -> ast.AST:
    if isinstance(node, ast.comprehension):
        node.is_async = 0
        return node
    return as_kind(_SYNC_OF[type(node)], node)


kind = EditKind(
    MakeSync,
    _write,
    _mean,
    found_as=(ast.expr, ast.AsyncWith, ast.AsyncFor, ast.AsyncFunctionDef),
    anchor=statement_or_clause,
    fragment=header_or_comprehension,
    fits_targets=True,
)
