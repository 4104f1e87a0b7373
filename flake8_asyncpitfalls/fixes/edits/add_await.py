"""``f()`` becomes ``await f()``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import AddAwait
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.parentheses import (
    as_primary,
    fitted,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[AddAwait], place: ExpressionPlace
) -> cst.BaseExpression:
    if isinstance(node, cst.Await):
        raise RefusedError("the expression is awaited already")
    return fitted(cst.Await(as_primary(node)), place)


def _mean(node: ast.expr, step: Step[AddAwait]) -> ast.expr:
    return ast.Await(node)


kind = EditKind(
    AddAwait,
    _write,
    _mean,
    is_asynchronous=True,
)
