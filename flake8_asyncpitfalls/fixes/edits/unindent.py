"""A ``with`` statement becomes its body; a comment after its colon goes before that."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import Unindent
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._blocks import Lines, taken_out
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    statement_fragment,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[Unindent], place: ExpressionPlace) -> Lines:
    if not isinstance(node, cst.With):
        raise RefusedError("there is no with statement to remove")
    return taken_out(node.body)


def _mean(stmt: ast.With | ast.AsyncWith, step: Step[Unindent]) -> list[ast.stmt]:
    return stmt.body


kind = EditKind(
    Unindent,
    _write,
    _mean,
    found_as=(ast.With, ast.AsyncWith),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
)
