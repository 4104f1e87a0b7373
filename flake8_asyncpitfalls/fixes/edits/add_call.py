"""``x.f`` becomes ``x.f()``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import AddCall
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[AddCall], place: ExpressionPlace
) -> cst.BaseExpression:
    if not isinstance(node, (cst.Name, cst.Attribute)):
        raise RefusedError("there is no function to call")
    return cst.Call(node)


def _mean(node: ast.expr, step: Step[AddCall]) -> ast.expr:
    return ast.Call(node, [], [])


kind = EditKind(
    AddCall,
    _write,
    _mean,
)
