"""``f(a)`` becomes ``f(a, name=code)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import AddKeyword
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    NOTHING,
    comma_like,
    generator_apart,
    has_comment_after,
    the_call,
)
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[AddKeyword], place: ExpressionPlace
) -> cst.BaseExpression:
    call, edit = the_call(node), step.edit
    if any(arg.keyword is not None and arg.keyword.value == edit.name for arg in call.args):
        raise RefusedError(f"the call has an argument {edit.name!r}")
    equal = cst.AssignEqual(NOTHING, NOTHING)
    new = cst.Arg(cst.parse_expression(edit.code), cst.Name(edit.name), equal)
    args = [generator_apart(arg) for arg in call.args]
    if not args:
        return call.with_changes(args=[new])
    last = args[-1]
    if has_comment_after(last.comma):
        raise RefusedError("a comment stands behind the last argument")
    new = new.with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    before = last.with_changes(comma=comma_like(call), whitespace_after_arg=NOTHING)
    return call.with_changes(args=[*args[:-1], before, new])


def _mean(call: ast.Call, step: Step[AddKeyword]) -> ast.expr:
    call.keywords = [*call.keywords, ast.keyword(step.edit.name, reference_tree(step.edit.code))]
    return call


kind = EditKind(
    AddKeyword,
    _write,
    _mean,
)
