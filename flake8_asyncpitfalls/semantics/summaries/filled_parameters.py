"""Parameters that the function fills in where the call leaves them out: ``if x is None: x = self.x``.

Whoever passes something gets what was passed, and what is tested below is decided by that.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.summaries.predicate import Test


def filled_in(name: str, body: Sequence[ast.stmt]) -> tuple[int, Test] | None:
    """The line after which the parameter *name* may be filled in, and when it is still what was passed.

    *body* is that of its function, which binds the name nowhere else.
    """
    for stmt in body:
        test: Test | None = None
        match stmt:
            case ast.If(test=asked, body=inner, orelse=[]) if any(_binds(s, name) for s in inner):
                test = _when_passed(asked, name)
            case ast.Assign(value=ast.BoolOp(op=ast.Or(), values=[first, *_])):
                test = ("name", name) if _binds(stmt, name) and _is(first, name) else None
            case ast.Assign(value=ast.IfExp() as choice) if _binds(stmt, name):
                test = _when_chosen(choice, name)
        if test is not None:
            return stmt.lineno, test
    return None


def _when_chosen(choice: ast.IfExp, name: str) -> Test | None:
    """When *choice* gives the parameter itself."""
    if _is(choice.orelse, name):
        return _when_passed(choice.test, name)
    return _when_given(choice.test, name) if _is(choice.body, name) else None


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
