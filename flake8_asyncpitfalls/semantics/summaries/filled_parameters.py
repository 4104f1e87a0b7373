"""Parameters that the function fills in where the call leaves them out: ``if x is None: x = self.x``.

Whoever passes something gets what was passed, and what is tested below is decided by that.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.summaries.predicate import Test


def kept_where(name: ast.Name, body: Sequence[ast.stmt]) -> Test | None:
    """The test that says when the parameter *name* still is what was passed, at a place below.

    *body* is that of its function, which binds the name nowhere else.
    """
    for stmt in body:
        if stmt.lineno >= name.lineno:
            return None
        match stmt:
            case ast.If(test=test, body=inner, orelse=[]) if any(
                _binds(one, name.id) for one in inner
            ):
                return _when_passed(test, name.id)
            case ast.Assign(value=ast.BoolOp(op=ast.Or(), values=[first, *_])) if _binds(
                stmt, name.id
            ) and _is(first, name.id):
                return ("name", name.id)
            case ast.Assign(value=ast.IfExp(test=test, body=new, orelse=old)) if _binds(
                stmt, name.id
            ):
                if _is(old, name.id):
                    return _when_passed(test, name.id)
                return _when_given(test, name.id) if _is(new, name.id) else None
    return None


def _binds(stmt: ast.stmt, name: str) -> bool:
    return isinstance(stmt, ast.Assign) and len(stmt.targets) == 1 and _is(stmt.targets[0], name)


def _is(expr: ast.expr, name: str) -> bool:
    return isinstance(expr, ast.Name) and expr.id == name


def _when_passed(test: ast.expr, name: str) -> Test | None:
    """When *test*, which asks whether something is missing, does not hold."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand) if _is(operand, name):
            return ("name", name)
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return ("not", ("is", name, None)) if _is(left, name) else None
    return None


def _when_given(test: ast.expr, name: str) -> Test | None:
    """When *test*, which asks whether something was passed, holds."""
    match test:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return ("not", ("is", name, None)) if _is(left, name) else None
    return ("name", name) if _is(test, name) else None
