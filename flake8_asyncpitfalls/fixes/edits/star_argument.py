"""``gather(xs)`` becomes ``gather(*xs)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import StarArgument
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    generator_apart,
    positional,
    the_call,
    with_arguments,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[StarArgument], place: ExpressionPlace
) -> cst.BaseExpression:
    call, edit = the_call(node), step.edit
    args = list(call.args)
    starred = generator_apart(positional(call, edit.argument))
    args[edit.argument] = starred.with_changes(star="*")
    return call.with_changes(args=args)


def _mean(call: ast.Call, step: Step[StarArgument]) -> ast.expr:
    index = step.edit.argument
    return with_arguments(call, index, [ast.Starred(call.args[index], ast.Load())])


kind = EditKind(
    StarArgument,
    _write,
    _mean,
)
