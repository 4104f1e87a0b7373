"""``await f()`` becomes ``f()``, without parentheses that only the ``await`` needed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import DropAwait
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.expression_place import parentheses_on_line, place_of
from flake8_asyncpitfalls.fixes.text.fragment import (
    Fragment,
    expression_fragment,
)
from flake8_asyncpitfalls.fixes.text.parentheses import (
    fitted,
    is_primary,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText


def _write(
    node: cst.BaseExpression, step: Step[DropAwait], place: ExpressionPlace
) -> cst.BaseExpression:
    if not isinstance(node, cst.Await):
        raise RefusedError("there is no await to remove")
    place.may_drop_parentheses = (
        place.is_last
        and place.has_parentheses
        and place.needs_primary
        and is_primary(node.expression)
    )
    return fitted(node.expression, place)


def _mean(node: ast.Await, step: Step[DropAwait]) -> ast.expr:
    return node.value


def _fragment(step: Step[DropAwait], text: FileText) -> Fragment:
    """With the parentheses around, where only the ``await`` needed them."""
    around = parentheses_on_line(step.path, text)
    if around is None or not place_of(step.path, text).needs_primary:
        return expression_fragment(step.node, text)
    return Fragment(*around, "(", ")", is_expression=True)


kind = EditKind(
    DropAwait,
    _write,
    _mean,
    fragment=_fragment,
)
