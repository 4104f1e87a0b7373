"""A statement gets ``await checkpoint()`` on a line before it, or after it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.finding import AddCheckpoint
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    lines_fragment,
)
from flake8_asyncpitfalls.fixes.text.made_trees import statements_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace

Lines = cst.FlattenSentinel[cst.BaseStatement]


def _write(node: cst.CSTNode, step: Step[AddCheckpoint], place: ExpressionPlace) -> Lines:
    if not isinstance(node, cst.BaseStatement):
        raise RefusedError("there is no statement here")
    waiting = cst.parse_expression(f"await {step.reference}()")
    added = cst.SimpleStatementLine([cst.Expr(waiting)])
    return cst.FlattenSentinel([node, added] if step.edit.after else [added, node])


def _mean(stmt: Any, step: Step[AddCheckpoint]) -> list[ast.stmt]:
    edit: Any = step.edit
    added = statements_of(f"await {step.reference}()")
    return [stmt, *added] if edit.after else [*added, stmt]


kind = EditKind(
    AddCheckpoint,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: lines_fragment(step.anchor, text),
    names=one_name,
)
