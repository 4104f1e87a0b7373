"""An expression becomes another one that the edit brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import ReplaceExpression
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._templates import filled
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import fitted

if TYPE_CHECKING:
    import ast

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[ReplaceExpression], place: ExpressionPlace
) -> cst.BaseExpression:
    return fitted(cst.parse_expression(filled(step.edit.code, step)), place)


def _mean(node: ast.expr, step: Step[ReplaceExpression]) -> ast.AST:
    return reference_tree(filled(step.edit.code, step))


kind = EditKind(ReplaceExpression, _write, _mean, names=lambda edit, path: edit.names)
