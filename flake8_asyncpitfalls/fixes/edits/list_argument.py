"""``sum(f(x) for x in xs)`` becomes ``sum([f(x) for x in xs])``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import ListArgument
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import positional, the_call, with_arguments, with_value
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[ListArgument], place: ExpressionPlace
) -> cst.BaseExpression:
    call, edit = the_call(node), step.edit
    value = positional(call, edit.argument).value
    if not isinstance(value, cst.GeneratorExp):
        raise RefusedError("there is no generator expression here")
    return with_value(call, edit.argument, cst.ListComp(value.elt, value.for_in))


def _mean(call: ast.Call, step: Step[ListArgument]) -> ast.expr:
    index = step.edit.argument
    generator = call.args[index]
    assert isinstance(generator, ast.GeneratorExp)
    made = ast.ListComp(generator.elt, generator.generators)
    return with_arguments(call, index, [made])


kind = EditKind(
    ListArgument,
    _write,
    _mean,
)
