"""``f(a)`` becomes ``f(code, a)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import InsertArgument
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    NOTHING,
    comma_like,
    generator_apart,
    positional,
    the_call,
)
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import (
    as_argument,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[InsertArgument], place: ExpressionPlace
) -> cst.BaseExpression:
    call, edit = the_call(node), step.edit
    args = [generator_apart(arg) for arg in call.args]
    if edit.argument:
        positional(call, edit.argument - 1)
    new = cst.Arg(as_argument(cst.parse_expression(edit.code)))
    after = args[edit.argument :]
    if after:
        new = new.with_changes(comma=comma_like(call))
        return call.with_changes(args=[*args[: edit.argument], new, *after])
    if not args:
        return call.with_changes(args=[new])
    last = args[-1]
    new = new.with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    before = last.with_changes(comma=comma_like(call), whitespace_after_arg=NOTHING)
    return call.with_changes(args=[*args[:-1], before, new])


def _mean(call: ast.Call, step: Step[InsertArgument]) -> ast.expr:
    code = reference_tree(step.edit.code)
    index = step.edit.argument
    call.args = [*call.args[:index], code, *call.args[index:]]
    return call


kind = EditKind(
    InsertArgument,
    _write,
    _mean,
)
