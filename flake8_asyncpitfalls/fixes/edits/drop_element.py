"""``(a, b, c)`` becomes ``(a, c)``, and ``(a, b)`` becomes ``a``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import DropElement
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.parentheses import (
    fitted,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[DropElement], place: ExpressionPlace
) -> cst.BaseExpression:
    index = step.edit.element
    if not isinstance(node, cst.Tuple) or not index < len(node.elements) > 1:
        raise RefusedError("there is no tuple to shorten")
    left = [element for number, element in enumerate(node.elements) if number != index]
    if any(isinstance(element, cst.StarredElement) for element in left):
        raise RefusedError("nobody knows how many elements there are")
    if len(left) == 1:
        place.may_drop_parentheses = place.is_last
        return fitted(left[0].value, place)
    if index == len(left):
        left[-1] = left[-1].with_changes(comma=node.elements[-1].comma)
    return node.with_changes(elements=left)


def _mean(node: ast.Tuple, step: Step[DropElement]) -> ast.expr:
    dropped = step.edit.element
    node.elts = [*node.elts[:dropped], *node.elts[dropped + 1 :]]
    return node if len(node.elts) > 1 else node.elts[0]


kind = EditKind(
    DropElement,
    _write,
    _mean,
)
