"""Statements of a block move under a ``try`` of their own, with a handler of one exception."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import CatchLines
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.edits._blocks import replaced_lines
from flake8_asyncpitfalls.fixes.text.fragment import statement_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree, statements_of
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace

_SPACE = cst.SimpleWhitespace(" ")


def _write(node: cst.CSTNode, step: Step[CatchLines], place: ExpressionPlace) -> cst.CSTNode:
    edit = step.edit

    def tried(lines: Sequence[Any], indent: str | None) -> list[Any]:
        above = lines[0].leading_lines
        body = [lines[0].with_changes(leading_lines=()), *lines[1:]]
        handler = cst.ExceptHandler(
            cst.IndentedBlock(cst.parse_module(edit.code).body, indent=indent),
            type=reference_to(step.reference),
            whitespace_after_except=_SPACE,
        )
        return [cst.Try(cst.IndentedBlock(body, indent=indent), [handler], leading_lines=above)]

    return replaced_lines(node, edit.block, edit.first, edit.last, tried)


def _mean(stmt: Any, step: Step[CatchLines]) -> ast.AST:
    edit = step.edit
    block = getattr(stmt, edit.block)
    handler = ast.ExceptHandler(
        reference_tree(step.reference), None, list(statements_of(edit.code))
    )
    tried = ast.Try(block[edit.first : edit.last + 1], [handler], [], [])
    setattr(stmt, edit.block, [*block[: edit.first], tried, *block[edit.last + 1 :]])
    return stmt  # type: ignore[no-any-return]


kind = EditKind(
    CatchLines,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
    names=one_name,
)
