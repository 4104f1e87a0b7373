"""``x.method(a)`` becomes ``f(x, a)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import PassObject
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.edits._calls import NOTHING, the_call, with_first
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import (
    reference_to,
    without_parentheses,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[PassObject], place: ExpressionPlace
) -> cst.BaseExpression:
    call = the_call(node)
    if not isinstance(call.func, cst.Attribute):
        raise RefusedError("there is no method to call otherwise")
    passed = cst.Arg(without_parentheses(call.func.value))
    new = call.with_changes(func=reference_to(step.reference), args=with_first(passed, call))
    return new if call.args else new.with_changes(whitespace_before_args=NOTHING)


def _mean(call: ast.Call, step: Step[PassObject]) -> ast.expr:
    method = call.func
    assert isinstance(method, ast.Attribute)
    call.func, call.args = reference_tree(step.reference), [method.value, *call.args]
    return call


kind = EditKind(
    PassObject,
    _write,
    _mean,
    names=one_name,
)
