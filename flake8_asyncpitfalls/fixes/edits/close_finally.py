"""Statements of a block move under a ``try`` of their own, and what closes something into its ``finally``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import CloseFinally
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._blocks import replaced_lines
from flake8_asyncpitfalls.fixes.text.fragment import statement_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import statements_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[CloseFinally], place: ExpressionPlace) -> cst.CSTNode:
    edit = step.edit
    count = edit.last - edit.first + 1

    def tried(lines: Sequence[Any], indent: str | None) -> list[Any]:
        first, closing = lines[0], lines[count:] or cst.parse_module(edit.code).body
        above = [line for line in first.leading_lines if line.comment is not None]
        body = [first.with_changes(leading_lines=above), *lines[1:count]]
        said = [line for line in closing[0].leading_lines if line.comment is not None]
        ending = [closing[0].with_changes(leading_lines=said), *closing[1:]]
        last = cst.Finally(cst.IndentedBlock(ending, indent=indent))
        if count == 1 and isinstance(first, cst.Try) and first.finalbody is None:
            return [first.with_changes(leading_lines=above, finalbody=last)]
        return [cst.Try(cst.IndentedBlock(body, indent=indent), finalbody=last)]

    return replaced_lines(node, edit.block, edit.first, edit.last + edit.closing, tried)


def _mean(stmt: Any, step: Step[CloseFinally]) -> ast.AST:
    edit = step.edit
    block, behind = getattr(stmt, edit.block), edit.last + 1
    closing = block[behind : behind + edit.closing] or statements_of(edit.code)
    tried = ast.Try(block[edit.first : behind], [], [], closing)
    match tried.body:
        case [ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=[])]:
            tried = ast.Try(body, handlers, orelse, closing)
    new = [*block[: edit.first], tried, *block[behind + edit.closing :]]
    setattr(stmt, edit.block, new)
    return stmt  # type: ignore[no-any-return]


kind = EditKind(
    CloseFinally,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
)
