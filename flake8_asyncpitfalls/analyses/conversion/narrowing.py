"""Tests that tell what an attribute is, which a nested function must say again.

``assert self.client is not None`` tells those who check types that ``self.client`` is no None in what
follows, but not in a function that is defined there: it may run later. Of variables that nobody sets
again they know it there, too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.deciding_tests import leaves
from flake8_asyncpitfalls.semantics.source.node_fields import is_nothing, place_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MOST = 2
"""Who needs more of them had better pass the objects on."""


def narrowing_tests(
    model: SemanticModel, stmts: Sequence[ast.stmt], scope: Scope
) -> tuple[str, ...]:
    """The tests before *stmts* of *scope*, as code, of attributes of which they use something."""
    used = {
        unparsed(node.value)
        for stmt in stmts
        for node in ast.walk(stmt)
        if isinstance(node, (ast.Attribute, ast.Subscript)) and _is_chain(node.value)
    }
    if not used:
        return ()
    tests = [test for test in _tests_before(model, stmts[0], scope) if _place(test) in used]
    latest = {_place(test): test for test in tests}
    kept = [test for test in latest.values() if not _is_set(_place(test), test, scope)]
    return tuple(map(unparsed, kept)) if len(kept) <= _MOST else ()


def _is_chain(expr: ast.expr) -> bool:
    """Whether *expr* is an attribute of a variable, or of such an attribute."""
    return isinstance(expr, ast.Attribute) and (
        isinstance(expr.value, ast.Name) or _is_chain(expr.value)
    )


def _tests_before(model: SemanticModel, stmt: ast.stmt, scope: Scope) -> Iterator[ast.expr]:
    """The tests that hold at *stmt*, the nearest first: asserted, or else the function has been left."""
    child: ast.AST = stmt
    while child is not scope.node:
        parent = model.parent(child)
        place = place_in(child, parent)
        block = getattr(parent, place[0])[: place[1]] if place else []
        for before in reversed(block):
            if isinstance(before, ast.Assert):
                yield from reversed(list(_facts(before.test)))
            elif isinstance(before, ast.If) and leaves(before.body):
                yield from _opposite(before.test)
        if isinstance(parent, ast.If) and place and place[0] == "body":
            yield from _facts(parent.test)
        child = parent


def _facts(test: ast.expr) -> Iterator[ast.expr]:
    """The parts of *test* that say that something is no None."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            for value in values:
                yield from _facts(value)
        case ast.Compare(ops=[ast.IsNot()], comparators=[other]) if is_nothing(other):
            yield test


def _opposite(test: ast.expr) -> Iterator[ast.expr]:
    """What holds of None where *test* does not."""
    match test:
        case ast.BoolOp(op=ast.Or(), values=values):
            for value in values:
                yield from _opposite(value)
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[other]) if is_nothing(other):
            fact = ast.Compare(left, [ast.IsNot()], [other])
            yield ast.copy_location(fact, test)


def _place(test: ast.expr) -> str:
    """What *test*, one of those that ``_facts`` gives, is about."""
    assert isinstance(test, ast.Compare)
    return unparsed(test.left)


def _is_set(place: str, test: ast.expr, scope: Scope) -> bool:
    """Whether *scope* sets what is at *place* after the *test*, or the variable that it hangs on."""
    first = place.partition(".")[0]
    nodes: list[ast.Attribute | ast.Name] = [*scope.of_type(ast.Attribute)]
    nodes += scope.of_type(ast.Name)
    return any(
        not isinstance(node.ctx, ast.Load)
        and node.lineno > test.lineno
        and unparsed(node) in (place, first)
        for node in nodes
    )
