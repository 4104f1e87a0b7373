"""``run(f(a))`` becomes ``run(f, a)``; keyword arguments cannot go with it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import UncallArgument
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    is_keyword,
    positional,
    the_call,
)
from flake8_asyncpitfalls.fixes.edits._spreading import spread, spread_tree
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[UncallArgument], place: ExpressionPlace
) -> cst.BaseExpression:
    call = the_call(node)
    inner = the_call(positional(call, step.edit.argument).value)
    if any(is_keyword(item) for item in inner.args):
        raise RefusedError("the keyword arguments would not reach the function")
    return spread(call, step.edit.argument, inner)


def _mean(call: ast.Call, step: Step[UncallArgument]) -> ast.expr:
    return spread_tree(call, step.edit.argument)


kind = EditKind(UncallArgument, _write, _mean)
