"""``with``, ``for`` or ``def``, or a clause ``for``, gets ``async`` before it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import MakeAsync
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

_ASYNC_OF = {ast.With: ast.AsyncWith, ast.For: ast.AsyncFor, ast.FunctionDef: ast.AsyncFunctionDef}


def _write(node: cst.CSTNode, step: Step[MakeAsync], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, CAN_BE_ASYNC) or node.asynchronous:
        raise RefusedError("there is nothing here that could become async")
    name = step.edit.name
    if isinstance(node, cst.FunctionDef):
        new = name or node.name.value
        by = len("async ") + len(new) - len(node.name.value)
        params = shifted_parameters(node, by, step.column)
        node = node.with_changes(name=node.name.with_changes(value=new), params=params)
    return node.with_changes(asynchronous=cst.Asynchronous())


def _mean(node: Any, step: Step[MakeAsync]) -> ast.AST:
    if isinstance(node, ast.comprehension):
        node.is_async = 1
        return node
    made: ast.AST = as_kind(_ASYNC_OF[type(node)], node)
    if step.edit.name and isinstance(made, ast.AsyncFunctionDef):
        made.name = step.edit.name
    return made


kind = EditKind(
    MakeAsync,
    _write,
    _mean,
    found_as=(ast.expr, ast.With, ast.For, ast.FunctionDef),
    anchor=statement_or_clause,
    fragment=header_or_comprehension,
    is_asynchronous=True,
    fits_targets=True,
)
