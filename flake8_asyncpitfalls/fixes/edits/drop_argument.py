"""``f(a, key=b)`` becomes ``f(a)``, or ``f(key=b)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import DropArgument
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import positional, the_call, with_arguments
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[DropArgument], place: ExpressionPlace
) -> cst.BaseExpression:
    call, edit = the_call(node), step.edit
    which = edit.which
    dropped = positional(call, which) if isinstance(which, int) else _named(call, which)
    index = call.args.index(dropped)
    args = [arg for arg in call.args if arg is not dropped]
    if args and index == len(args):
        end = {"comma": dropped.comma, "whitespace_after_arg": dropped.whitespace_after_arg}
        args[-1] = args[-1].with_changes(**end)
    return call.with_changes(args=args)


def _named(call: cst.Call, name: str) -> cst.Arg:
    named = [arg for arg in call.args if arg.keyword and arg.keyword.value == name]
    if len(named) != 1:
        raise RefusedError(f"the call has no argument {name!r}")
    return named[0]


def _mean(call: ast.Call, step: Step[DropArgument]) -> ast.expr:
    dropped = step.edit.which
    if isinstance(dropped, int):
        return with_arguments(call, dropped, [])
    call.keywords = [keyword for keyword in call.keywords if keyword.arg != dropped]
    return call


kind = EditKind(
    DropArgument,
    _write,
    _mean,
)
