"""A name or a dotted name becomes another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import ReplaceName
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import (
    reference_to,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[ReplaceName], place: ExpressionPlace
) -> cst.BaseExpression:
    if not isinstance(node, (cst.Name, cst.Attribute)):
        raise RefusedError("there is no name to replace")
    return reference_to(step.reference)


def _mean(node: ast.expr, step: Step[ReplaceName]) -> ast.expr:
    return reference_tree(step.reference)


kind = EditKind(
    ReplaceName,
    _write,
    _mean,
    names=one_name,
)
