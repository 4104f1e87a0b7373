"""Statements of a block give way to others, or to none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import ReplaceLines
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._blocks import replaced_lines
from flake8_asyncpitfalls.fixes.edits._templates import filled
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import statement_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import statements_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[ReplaceLines], place: ExpressionPlace) -> cst.CSTNode:
    edit = step.edit
    new: list[Any] = list(cst.parse_module(filled(edit.code, step)).body)

    def replaced(lines: Sequence[Any], indent: str | None) -> list[Any]:
        above = [one for one in lines[0].leading_lines if new or one.comment is not None]
        if not new:
            if above:
                raise RefusedError("a comment would be lost")
            return []
        # What stands behind the first line is said of what takes its place.
        changes: dict[str, Any] = {"leading_lines": above}
        if isinstance(new[0], cst.SimpleStatementLine):
            changes["trailing_whitespace"] = _space_behind(lines[0])
        return [new[0].with_changes(**changes), *new[1:]]

    return replaced_lines(node, edit.block, edit.first, edit.last, replaced)


def _space_behind(line: Any) -> Any:
    """The comment and the end of the line *line*, or of the last one in it."""
    while isinstance(line, (cst.With, cst.IndentedBlock)):
        line = line.body if isinstance(line, cst.With) else line.body[-1]
    return getattr(line, "trailing_whitespace", cst.TrailingWhitespace())


def _mean(stmt: Any, step: Step[ReplaceLines]) -> ast.AST:
    edit = step.edit
    block = getattr(stmt, edit.block)
    new = statements_of(filled(edit.code, step)) if edit.code else []
    setattr(stmt, edit.block, [*block[: edit.first], *new, *block[edit.last + 1 :]])
    return stmt  # type: ignore[no-any-return]


kind = EditKind(
    ReplaceLines,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
    names=lambda edit, path: edit.names,
)
