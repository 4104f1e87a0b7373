"""Statements of a block move under a ``with`` of their own."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import EnterLines
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._blocks import replaced_lines
from flake8_asyncpitfalls.fixes.edits._templates import filled
from flake8_asyncpitfalls.fixes.text.fragment import statement_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path


def _write(node: Any, step: Step[EnterLines], place: ExpressionPlace) -> cst.CSTNode:
    edit = step.edit
    manager = cst.parse_expression(filled(edit.manager, step))

    def entered(lines: Sequence[Any], indent: str | None) -> list[Any]:
        first = lines[0]
        body = [first.with_changes(leading_lines=()), *lines[1:]]
        return [
            cst.With(
                [cst.WithItem(manager)],
                cst.IndentedBlock(body, indent=indent),
                leading_lines=first.leading_lines,
            )
        ]

    def changed(holder: cst.CSTNode) -> cst.CSTNode:
        return replaced_lines(holder, edit.block, edit.first, edit.last, entered)

    index = _handler_index(step)
    if index is None:
        return changed(node)
    handlers = [*node.handlers]
    handlers[index] = changed(handlers[index])
    return node.with_changes(handlers=handlers)  # type: ignore[no-any-return]


def _handler_index(step: Step[EnterLines]) -> int | None:
    """Which ``except`` clause of the anchor has the lines; None where it is the anchor itself."""
    if not isinstance(step.node, ast.ExceptHandler):
        return None
    assert isinstance(step.anchor, ast.Try | ast.TryStar)
    return step.anchor.handlers.index(step.node)


def _mean(stmt: Any, step: Step[EnterLines]) -> ast.AST:
    index = _handler_index(step)
    if index is None:
        return _entered(stmt, step)  # type: ignore[no-any-return]
    handlers = [*stmt.handlers]
    handlers[index] = _entered(copy.copy(handlers[index]), step)
    stmt.handlers = handlers
    return stmt  # type: ignore[no-any-return]


def _entered(holder: Any, step: Step[EnterLines]) -> Any:
    edit = step.edit
    block = getattr(holder, edit.block)
    item = ast.withitem(reference_tree(filled(edit.manager, step)))
    entered = ast.With([item], block[edit.first : edit.last + 1])
    setattr(holder, edit.block, [*block[: edit.first], entered, *block[edit.last + 1 :]])
    return holder


def _anchor(path: Path) -> ast.AST:
    return path[-2] if isinstance(path[-1], ast.ExceptHandler) else path[-1]


kind = EditKind(
    EnterLines,
    _write,
    _mean,
    found_as=(ast.stmt, ast.ExceptHandler),
    anchor=_anchor,
    fragment=lambda step, text: statement_fragment(step.anchor, text),
    names=lambda edit, path: edit.names,
)
