"""Tests that decide what runs: how a block is left, and what a test has found missing."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.semantics.source.node_fields import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Test: TypeAlias = "tuple[ast.expr, bool]"
"""A test, and how it comes out."""
_DEPTH = 3
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def leaves(block: Sequence[ast.stmt]) -> bool:
    """Whether *block* ends by leaving what is around it."""
    return bool(block) and isinstance(block[-1], _LEAVING)


def left_by(stmt: ast.stmt, depth: int = _DEPTH) -> Iterator[Test]:
    """The tests of *stmt*, and those in it, by which the block is left, and what they then are not."""
    if isinstance(stmt, ast.If):
        if leaves(stmt.body) or leaves(stmt.orelse):
            yield stmt.test, not leaves(stmt.body)
        for inner in (*stmt.body, *stmt.orelse) if depth else ():
            yield from left_by(inner, depth - 1)


def false_in(test: ast.expr, is_true: bool, *, perhaps: bool = False) -> Iterator[ast.expr]:
    """The parts of *test* that gave something false, or nothing, where it comes out as *is_true*.

    With *perhaps* also those of which one did: ``key in known and not again`` that came out false.
    """
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from false_in(operand, not is_true, perhaps=perhaps)
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[other]):
            if is_nothing(other) and isinstance(op, ast.Is) == is_true:
                yield left
        case ast.BoolOp(op=op, values=values) if perhaps or isinstance(op, ast.And) == is_true:
            for value in values:
                yield from false_in(value, is_true, perhaps=perhaps)
        case ast.Compare(ops=[op, *_]):
            if not isinstance(op, (ast.In, ast.NotIn)) or isinstance(op, ast.NotIn) == is_true:
                yield test
        case ast.NamedExpr(value=value):
            yield from false_in(value, is_true, perhaps=perhaps)
        case ast.Name() | ast.Call() | ast.Subscript() | ast.Attribute() if not is_true:
            yield test


def compares(test: ast.expr) -> bool:
    """Whether *test*, one of those that ``false_in`` gives, compares a value with another."""
    return isinstance(test, ast.Compare) and not isinstance(test.ops[0], (ast.In, ast.NotIn))


def all_of(test: ast.expr) -> list[ast.expr]:
    """What must all be true for *test* to be."""
    is_all = isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And)
    return test.values if is_all else [test]  # type: ignore[attr-defined]
