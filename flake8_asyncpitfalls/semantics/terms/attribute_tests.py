"""What ``isinstance`` has found out about an attribute: ``if isinstance(self.link, Link): self.link``.

Names are bound anew by such a test (``scopes/binding_table.py``); an attribute is not, so whoever reads one
looks for the test around it or before it. A function that sets the attribute itself is left alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from flake8_asyncpitfalls.semantics.scopes.scope import SCOPE_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import block_of
from flake8_asyncpitfalls.semantics.terms.term import Lowering

# Begun by a plain word, which is searched many times faster than the border of one.
_TESTS = re.compile(rb"isinstance(?<!\wisinstance)\(\s*\w+\.(\w+)\s*,")
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def attributes_tested(text: bytes) -> frozenset[str]:
    """The names of the attributes that ``isinstance`` is asked about in *text*."""
    return frozenset(name.decode("utf-8", "replace") for name in _TESTS.findall(text))


def class_tested(terms: Lowering, expr: ast.Attribute, scope: Scope) -> ast.expr | None:
    """The class that *expr* is certainly an instance of where it stands, by a test in *scope*."""
    if not isinstance(expr.value, ast.Name) or not isinstance(expr.ctx, ast.Load):
        return None
    read = (expr.value.id, expr.attr)
    if any(
        one.attr == expr.attr and not isinstance(one.ctx, ast.Load)
        for one in scope.of_type(ast.Attribute)
    ):
        return None
    return next((cls for name, cls in _passed_tests(terms, expr) if name == read), None)


_Found = Iterator[tuple[tuple[str, str], ast.expr]]


def _passed_tests(terms: Lowering, node: ast.AST) -> _Found:
    """``((object, attribute), class)`` for each test that has come out true where *node* is evaluated."""
    child, parent = node, terms.parents.get(node)
    while parent is not None and not isinstance(child, SCOPE_TYPES):
        match parent:
            case ast.If(test=test, body=body) | ast.While(test=test, body=body) if child in body:
                yield from _tests(test, True)
            case ast.If(test=test, orelse=body) if child in body:
                yield from _tests(test, False)
            case ast.IfExp(test=test, body=body) if child is body:
                yield from _tests(test, True)
            case ast.BoolOp(op=ast.And(), values=values) if child in values:
                for value in values[: values.index(child)]:
                    yield from _tests(value, True)
        if isinstance(child, ast.stmt):
            yield from _before(parent, child)
        child, parent = parent, terms.parents.get(parent)


def _before(parent: ast.AST, stmt: ast.stmt) -> _Found:
    """The tests without which the block of *stmt* is left before it."""
    block = block_of(stmt, parent)
    for earlier in block[: block.index(stmt)] if block else ():
        match earlier:
            case ast.Assert(test=test):
                yield from _tests(test, True)
            case ast.If(test=test, body=[*_, ast.stmt() as last], orelse=[]) if isinstance(
                last, _LEAVING
            ):
                yield from _tests(test, False)


def _tests(test: ast.expr, holds: bool) -> _Found:
    """What *test* says where it comes out as *holds*."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield from _tests(inner, not holds)
        case ast.BoolOp(op=ast.And(), values=values) if holds:
            for value in values:
                yield from _tests(value, True)
        case ast.BoolOp(op=ast.Or(), values=values) if not holds:
            for value in values:
                yield from _tests(value, False)
        case ast.Call(
            func=ast.Name(id="isinstance"),
            args=[ast.Attribute(value=ast.Name(id=owner), attr=attribute), cls],
        ) if holds:
            yield (owner, attribute), cls
