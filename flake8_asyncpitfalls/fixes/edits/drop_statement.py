"""A statement of a module goes, with its line."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import DropStatement
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._blocks import Lines
from flake8_asyncpitfalls.fixes.text.fragment import lines_fragment

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[DropStatement], place: ExpressionPlace) -> Lines:
    return cst.FlattenSentinel([])


def _mean(stmt: ast.stmt, step: Step[DropStatement]) -> list[ast.stmt]:
    return []


kind = EditKind(
    DropStatement,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: lines_fragment(step.anchor, text),
)
