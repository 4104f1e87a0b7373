"""The last statement of a block moves behind the statement that holds the block."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import MoveOut
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import lines_fragment

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.edits._blocks import Lines
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[MoveOut], place: ExpressionPlace) -> Lines:
    part: Any = getattr(node, step.edit.block, None)
    holder: Any = node if isinstance(part, cst.BaseSuite) else part
    suite = getattr(holder, "body", None)
    if not isinstance(suite, cst.IndentedBlock) or len(suite.body) < 2:
        raise RefusedError("there is no block with several lines here")
    last = suite.body[-1]
    if isinstance(last, cst.SimpleStatementLine) and len(last.body) != 1:
        raise RefusedError("the last statement of the block shares its line")
    new = holder.with_changes(body=suite.with_changes(body=suite.body[:-1]))
    rest = new if holder is node else node.with_changes(**{step.edit.block: new})
    return cst.FlattenSentinel([rest, last])  # type: ignore[list-item]


def _mean(stmt: Any, step: Step[MoveOut]) -> list[ast.stmt]:
    *rest, last = getattr(stmt, step.edit.block)
    setattr(stmt, step.edit.block, rest)
    return [stmt, last]


kind = EditKind(
    MoveOut,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: lines_fragment(step.anchor, text),
)
