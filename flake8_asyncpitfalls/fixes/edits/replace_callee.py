"""``f(a)`` becomes ``other(a)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import ReplaceCallee
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.edits._calls import the_call
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import (
    reference_to,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[ReplaceCallee], place: ExpressionPlace
) -> cst.BaseExpression:
    return the_call(node).with_changes(func=reference_to(step.reference))


def _mean(call: ast.Call, step: Step[ReplaceCallee]) -> ast.expr:
    call.func = reference_tree(step.reference)
    return call


kind = EditKind(
    ReplaceCallee,
    _write,
    _mean,
    names=one_name,
)
