"""``f(a)`` becomes ``f(wrapper(a))``; with each_element, ``f([a])`` ``f([wrapper(a)])``."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import WrapArgument
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.edits._calls import positional, the_call, with_arguments, with_value
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import (
    reference_to,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace

_DISPLAYS = (cst.List, cst.Tuple, cst.Set)
_COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.GeneratorExp)


def _write(
    node: cst.BaseExpression, step: Step[WrapArgument], place: ExpressionPlace
) -> cst.BaseExpression:
    call, edit = the_call(node), step.edit
    value = positional(call, edit.argument).value
    if edit.each_element:
        return with_value(call, edit.argument, _each_wrapped(value, step.reference))
    return with_value(call, edit.argument, _in_call(value, step.reference))


def _in_call(value: cst.BaseExpression, reference: str) -> cst.Call:
    return cst.Call(reference_to(reference), [cst.Arg(value)])


def _each_wrapped(value: cst.BaseExpression, reference: str) -> cst.BaseExpression:
    if isinstance(value, _COMPREHENSIONS):
        return value.with_changes(elt=_in_call(value.elt, reference))
    if not isinstance(value, _DISPLAYS):
        raise RefusedError("the elements of the argument are not written out")
    if not all(isinstance(element, cst.Element) for element in value.elements):
        raise RefusedError("a starred element cannot be wrapped")
    elements = [
        element.with_changes(value=_in_call(element.value, reference)) for element in value.elements
    ]
    return value.with_changes(elements=elements)


def _mean(call: ast.Call, step: Step[WrapArgument]) -> ast.expr:
    index, value = step.edit.argument, copy.copy(call.args[step.edit.argument])
    if not step.edit.each_element:
        return with_arguments(call, index, [_call_of(call.args[index], step)])
    if isinstance(value, (ast.List, ast.Tuple, ast.Set)):
        value.elts = [_call_of(element, step) for element in value.elts]
    elif isinstance(value, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        value.elt = _call_of(value.elt, step)
    return with_arguments(call, index, [value])


def _call_of(value: ast.expr, step: Step[WrapArgument]) -> ast.expr:
    return ast.Call(reference_tree(step.reference), [value], [])


kind = EditKind(
    WrapArgument,
    _write,
    _mean,
    names=one_name,
)
