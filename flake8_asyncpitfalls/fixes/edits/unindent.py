"""A ``with`` statement becomes its body; a comment after its colon goes before that."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.finding import Unindent
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    statement_fragment,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace

Lines = cst.FlattenSentinel[cst.BaseStatement]


def _write(node: cst.CSTNode, step: Step[Unindent], place: ExpressionPlace) -> Lines:
    if not isinstance(node, cst.With):
        raise RefusedError("there is no with statement to remove")
    suite = node.body
    if isinstance(suite, cst.SimpleStatementSuite):
        line = cst.SimpleStatementLine(suite.body, trailing_whitespace=suite.trailing_whitespace)
        return cst.FlattenSentinel([line])
    assert isinstance(suite, cst.IndentedBlock)
    comments = [] if suite.header.comment is None else [suite.header.comment]
    first: Any = suite.body[0]
    comments += [line.comment for line in first.leading_lines if line.comment is not None]
    lines = [cst.EmptyLine(comment=comment) for comment in comments]
    return cst.FlattenSentinel([first.with_changes(leading_lines=lines), *suite.body[1:]])


def _mean(stmt: ast.With | ast.AsyncWith, step: Step[Unindent]) -> list[ast.stmt]:
    return stmt.body


kind = EditKind(
    Unindent,
    _write,
    _mean,
    found_as=(ast.With, ast.AsyncWith),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
)
