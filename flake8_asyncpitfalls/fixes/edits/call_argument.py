"""``run(f)`` becomes ``run(f())``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import CallArgument
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import positional, the_call, with_arguments, with_value
from flake8_asyncpitfalls.fixes.text.parentheses import (
    as_primary,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[CallArgument], place: ExpressionPlace
) -> cst.BaseExpression:
    call, edit = the_call(node), step.edit
    value = positional(call, edit.argument).value
    return with_value(call, edit.argument, cst.Call(as_primary(value)))


def _mean(call: ast.Call, step: Step[CallArgument]) -> ast.expr:
    index = step.edit.argument
    return with_arguments(call, index, [ast.Call(call.args[index], [], [])])


kind = EditKind(
    CallArgument,
    _write,
    _mean,
)
