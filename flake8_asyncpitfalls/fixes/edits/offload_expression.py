"""``[x for x in xs]`` becomes ``through(lambda: [x for x in xs])``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import OffloadExpression
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._layout import alone_on_lines, prepared, within_width
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to, without_parentheses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path


def _write(
    node: cst.BaseExpression, step: Step[OffloadExpression], place: ExpressionPlace
) -> cst.BaseExpression:
    made = without_parentheses(node)
    if step.edit.by:
        made = cst.Call(reference_to(step.references[1]), [cst.Arg(made)])
    function = cst.Lambda(cst.Parameters(), made)
    through = cst.Call(reference_to(step.reference), [cst.Arg(function)])
    return within_width(alone_on_lines(through, step), step, place.await_width)


def _mean(node: ast.expr, step: Step[OffloadExpression]) -> ast.expr:
    if step.edit.by:
        node = ast.Call(reference_tree(step.references[1]), [node], [])
    nothing = ast.arguments([], [], None, [], [], None, [])
    return ast.Call(reference_tree(step.reference), [ast.Lambda(nothing, node)], [])


def _names(edit: OffloadExpression, path: Path) -> Iterator[str]:
    yield edit.through
    if edit.by:
        yield edit.by


kind = EditKind(
    OffloadExpression,
    _write,
    _mean,
    names=_names,
    prepare=prepared,
)
