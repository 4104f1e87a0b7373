"""``outer(f(a, k=b))`` becomes ``outer(f, a, k=b)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import SpreadArgumentCall
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    positional,
    the_call,
)
from flake8_asyncpitfalls.fixes.edits._spreading import spread, spread_tree

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[SpreadArgumentCall], place: ExpressionPlace
) -> cst.BaseExpression:
    call = the_call(node)
    inner = the_call(positional(call, step.edit.argument).value)
    return spread(call, step.edit.argument, inner)


def _mean(call: ast.Call, step: Step[SpreadArgumentCall]) -> ast.expr:
    return spread_tree(call, step.edit.argument)


kind = EditKind(SpreadArgumentCall, _write, _mean)
