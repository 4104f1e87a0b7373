"""Tests of an object that have come out true on the way to a call of its method.

After ``if process.poll() is not None:`` waiting for the process takes no time.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from flake8_asyncpitfalls.semantics.source.control_flow import can_complete, has_break
from flake8_asyncpitfalls.semantics.source.node_fields import block_of, called_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.markers import Marker

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_WORDS = "tested:"
_MOST = 60
NodeT = TypeVar("NodeT", bound=ast.AST)


def is_harmless_after(marker: Marker | None, passed: Collection[str]) -> bool:
    """Whether one of the tests *passed* (see ``passed_by``) is one that *marker* calls harmless.

    Those are ``unless={"self": "tested:poll() is not None"}`` of the called method.
    """
    unless = {} if marker is None else marker.keywords.get("unless") or {}
    words = unless.get("self", ()) if passed else ()
    return any(w.removeprefix(_WORDS) in passed for w in _tuple(words) if w.startswith(_WORDS))


def passed_by(call: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> tuple[str, ...]:
    """What is known of the object whose method *call* calls, or of one whose attribute that is.

    ``poll() is not None``, in source order from the inside out; ``is_alive() is False`` stands for a
    call that came out false.
    """
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return ()
    owners = tuple(_owners(call.func.value))
    if not owners:
        return ()
    passed = (said for test in outcomes(call, parents) for said in _said(*test))
    return tuple(f"{name} {rest}" for owner, name, rest in passed if owner in owners)


def _tuple(words: object) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (str(words),)


def _owners(expr: ast.expr) -> Iterator[str]:
    """The object as the source spells it, and those whose attribute it is."""
    while isinstance(expr, ast.Attribute):
        yield unparsed(expr)
        expr = expr.value
    if isinstance(expr, ast.Name):
        yield expr.id


def outcomes(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> Iterator[tuple[ast.expr, bool]]:
    """The tests in the function of *node* that decide whether it is evaluated, with how."""
    while not isinstance(node, (*_FUNCTIONS, ast.Module)):
        child, node = node, parents[node]
        if isinstance(node, ast.BoolOp):
            is_and = isinstance(node.op, ast.And)
            operands = _nearest(node.values, child) if child in node.values else []
            yield from ((operand, is_and) for operand in operands)
        elif isinstance(node, (ast.If, ast.IfExp)) and child is not node.test:
            body = node.body if isinstance(node.body, list) else [node.body]
            yield node.test, child in body
        elif isinstance(node, ast.While) and child in node.body:
            yield node.test, True
        elif isinstance(node, ast.For) and child in node.body:
            yield from _counted(node.iter)
        yield from _before(node, child)


def _counted(iterable: ast.expr) -> Iterator[tuple[ast.expr, bool]]:
    """The number of rounds of a loop that makes one."""
    match iterable:
        case ast.Call(func=ast.Name(id="range"), args=[count]):
            yield count, True


def _before(node: ast.AST, child: ast.AST) -> Iterator[tuple[ast.expr, bool]]:
    """The tests of statements before *child* in its block that control has passed."""
    block = block_of(child, node)
    if isinstance(child, ast.stmt) and block:
        yield from _passed(_nearest(block, child))


def _nearest(nodes: Sequence[NodeT], child: NodeT) -> Sequence[NodeT]:
    """Those of *nodes* before *child*, the nearest: of thousands in a row few are tests of one object."""
    end = nodes.index(child)
    return nodes[max(0, end - _MOST) : end]


def _passed(block: Sequence[ast.stmt]) -> Iterator[tuple[ast.expr, bool]]:
    for stmt in block:
        if (isinstance(stmt, ast.While) and not has_break(stmt)) or (
            isinstance(stmt, ast.If) and not stmt.orelse and not can_complete(stmt.body)
        ):
            yield stmt.test, False


def _said(test: ast.expr, outcome: bool) -> Iterator[tuple[str, str, str]]:
    """What *test* says when it comes out as *outcome*: of which object, what of it, and what that is."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _said(operand, not outcome)
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) is outcome:
            for value in values:
                yield from _said(value, outcome)
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[right]):
            word = "is" if isinstance(op, ast.Is) is outcome else "is not"
            spelled = left.value if isinstance(left, ast.NamedExpr) else left
            yield from _of_object(spelled, f"{word} {unparsed(right)}")
        case ast.Compare(
            left=left, ops=[ast.Gt() | ast.NotEq()], comparators=[ast.Constant(value=0)]
        ):
            yield from _said(left, outcome)
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Constant(value=0)]):
            yield from _said(left, not outcome)
        case ast.Call():
            yield from _of_object(test, f"is {outcome}")


def _of_object(expr: ast.expr, rest: str) -> Iterator[tuple[str, str, str]]:
    attribute = called_in(expr)
    if isinstance(attribute, ast.Attribute):
        owner = unparsed(attribute.value)
        yield owner, unparsed(expr).removeprefix(f"{owner}."), rest
