"""``x.old`` becomes ``x.new``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import RenameAttribute
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[RenameAttribute], place: ExpressionPlace
) -> cst.BaseExpression:
    if not isinstance(node, cst.Attribute):
        raise RefusedError("there is no attribute to rename")
    return node.with_changes(attr=node.attr.with_changes(value=step.edit.name))


def _mean(node: ast.Attribute, step: Step[RenameAttribute]) -> ast.expr:
    node.attr = step.edit.name
    return node


kind = EditKind(
    RenameAttribute,
    _write,
    _mean,
    fits_targets=True,
)
