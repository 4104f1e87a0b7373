"""``x`` becomes ``f(x)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import WrapExpression
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.edits._layout import alone_on_lines, prepared, within_width
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to, without_parentheses

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[WrapExpression], place: ExpressionPlace
) -> cst.BaseExpression:
    through = cst.Call(reference_to(step.reference), [cst.Arg(without_parentheses(node))])
    return within_width(alone_on_lines(through, step), step, place.await_width)


def _mean(node: ast.expr, step: Step[WrapExpression]) -> ast.expr:
    return ast.Call(reference_tree(step.reference), [node], [])


kind = EditKind(
    WrapExpression,
    _write,
    _mean,
    names=one_name,
    prepare=prepared,
)
