"""``run(f())`` becomes ``f()``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import UnwrapCall
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import positional, the_call
from flake8_asyncpitfalls.fixes.text.parentheses import (
    fitted,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[UnwrapCall], place: ExpressionPlace
) -> cst.BaseExpression:
    argument = positional(the_call(node), step.edit.argument)
    return fitted(argument.value, place)


def _mean(call: ast.Call, step: Step[UnwrapCall]) -> ast.expr:
    return call.args[step.edit.argument]


kind = EditKind(
    UnwrapCall,
    _write,
    _mean,
)
