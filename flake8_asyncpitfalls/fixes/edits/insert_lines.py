"""A statement gets others on lines before it, or after it."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import InsertLines
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._functions import stands_apart, with_lines_above
from flake8_asyncpitfalls.fixes.edits._templates import filled
from flake8_asyncpitfalls.fixes.edits.keep_task import needed_for, old_sets
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    Fragment,
    lines_fragment,
)
from flake8_asyncpitfalls.fixes.text.made_trees import statements_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.imports.import_block import TopLevel
    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

Lines = cst.FlattenSentinel[cst.BaseStatement]


def _write(node: cst.CSTNode, step: Step[InsertLines], place: ExpressionPlace) -> Lines:
    if not isinstance(node, (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
        raise RefusedError("there is no statement here")
    if step.edit.bound:
        node = _bound(node, step.edit.bound)
    indents = _Indents(_step_of(step.path))
    added: list[Any] = [
        line.visit(indents) for line in cst.parse_module(filled(step.edit.code, step)).body
    ]
    if step.edit.after:
        return cst.FlattenSentinel([node, *added])
    # What was said above the statement is said of all of them.
    above, below = list(node.leading_lines), []
    if isinstance(added[-1], cst.FunctionDef):
        below = [cst.EmptyLine(indent=False)]
        above = above if step.is_first else [*below, *above]
    added[0] = added[0].with_changes(leading_lines=above)
    return cst.FlattenSentinel([*added, node.with_changes(leading_lines=below)])


class _Indents(cst.CSTTransformer):
    """Gives new blocks an indentation of their own: a piece of a file, parsed alone, may have another."""

    def __init__(self, indent: str | None) -> None:
        super().__init__()
        self._indent = indent

    def leave_IndentedBlock(  # noqa: N802
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        return updated_node.with_changes(indent=self._indent)


def _step_of(path: Path) -> str | None:
    """How much further the innermost statement of *path* is indented than that around it."""
    columns = [node.col_offset for node in path if isinstance(node, ast.stmt)]
    steps = [inner - outer for outer, inner in pairwise(columns) if inner - outer > 1]
    return " " * steps[-1] if steps else None


def _bound(node: cst.CSTNode, name: str) -> cst.SimpleStatementLine:
    """The expression that *node* is, bound to *name*."""
    match node:
        case cst.SimpleStatementLine(body=[cst.Expr(value=value) as expr]):
            target = cst.AssignTarget(cst.Name(name))
            return node.with_changes(body=[cst.Assign([target], value, expr.semicolon)])
    raise RefusedError("there is no expression to bind")


def _mean(stmt: Any, step: Step[InsertLines]) -> list[ast.stmt]:
    added = statements_of(filled(step.edit.code, step))
    if step.edit.bound:
        stmt = ast.Assign([ast.Name(step.edit.bound, ast.Store())], stmt.value)
    return [stmt, *added] if step.edit.after else [*added, stmt]


def _fragment(step: Step[InsertLines], text: FileText) -> Fragment:
    """The statement with its lines, from the start of the first where a function goes before it.

    An empty line may be needed there.
    """
    fragment = lines_fragment(step.anchor, text)
    if step.edit.after or not step.edit.code.startswith("def "):
        return fragment
    return with_lines_above(fragment, text)


def _needed(step: Step[InsertLines], names: Visibility) -> list[TopLevel]:
    edit = step.edit
    if not edit.container:
        return []
    old_set = step.references[-1] if old_sets(edit, step.path) else ""
    return needed_for(
        edit.container,
        step.path,
        names,
        is_annotated=edit.is_annotated,
        old_set=old_set,
        helper=edit.helper,
    )


def _prepared(step: Step[InsertLines], text: FileText, names: Visibility) -> Step[InsertLines]:
    if step.edit.after or not step.edit.code.startswith("def "):
        return step
    *_, around, stmt = step.path
    is_first = stands_apart(_fragment(step, text), stmt, around, text)
    return replace(step, is_first=is_first)


kind = EditKind(
    InsertLines,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=_fragment,
    names=lambda edit, path: (*edit.names, *old_sets(edit, path)),
    prepare=_prepared,
    top_level=_needed,
)
