"""Tests of an object that have come out true on the way to a call of its method.

After ``if process.poll() is not None:`` waiting for the process takes no time.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from flake8_asyncpitfalls.semantics.source.control_flow import can_complete, has_break
from flake8_asyncpitfalls.semantics.source.node_fields import block_of
from flake8_asyncpitfalls.semantics.summaries.markers import Marker

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_WORDS = "tested:"


def is_ruled_out(call: ast.AST, marker: Marker | None, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether a test on the way to *call* is one of those that *marker* calls harmless.

    Those are ``unless={"self": "tested:poll() is not None"}`` of the called method; ``is_alive() is
    False`` stands for a call that came out false.
    """
    unless = {} if marker is None else marker.keywords.get("unless") or {}
    words = unless.get("self", ())
    tests = [w.removeprefix(_WORDS) for w in _tuple(words) if w.startswith(_WORDS)]
    if not tests or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    wanted = {f"{owner}.{test}" for owner in _owners(call.func.value) for test in tests}
    return any(_says(test, outcome, wanted) for test, outcome in outcomes(call, parents))


def _tuple(words: object) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (str(words),)


def _owners(expr: ast.expr) -> Iterator[str]:
    """The object as the source spells it, and those whose attribute it is."""
    while isinstance(expr, ast.Attribute):
        yield ast.unparse(expr)
        expr = expr.value
    if isinstance(expr, ast.Name):
        yield expr.id


def outcomes(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> Iterator[tuple[ast.expr, bool]]:
    """The tests in the function of *node* that decide whether it is evaluated, with how."""
    while not isinstance(node, (*_FUNCTIONS, ast.Module)):
        child, node = node, parents[node]
        if isinstance(node, ast.BoolOp):
            is_and = isinstance(node.op, ast.And)
            operands = node.values[: node.values.index(child)] if child in node.values else []
            yield from ((operand, is_and) for operand in operands)
        elif isinstance(node, (ast.If, ast.IfExp)) and child is not node.test:
            body = node.body if isinstance(node.body, list) else [node.body]
            yield node.test, child in body
        yield from _before(node, child)


def _before(node: ast.AST, child: ast.AST) -> Iterator[tuple[ast.expr, bool]]:
    """The tests of statements before *child* in its block that control has passed."""
    block = block_of(child, node)
    if isinstance(child, ast.stmt) and block:
        yield from _passed(block[: block.index(child)])


def _passed(block: Sequence[ast.stmt]) -> Iterator[tuple[ast.expr, bool]]:
    for stmt in block:
        if (isinstance(stmt, ast.While) and not has_break(stmt)) or (
            isinstance(stmt, ast.If) and not stmt.orelse and not can_complete(stmt.body)
        ):
            yield stmt.test, False


def _says(test: ast.expr, outcome: bool, wanted: set[str]) -> bool:
    """Whether *test*, when it comes out as *outcome*, makes one of the *wanted* tests true."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _says(operand, not outcome, wanted)
        case ast.BoolOp(op=op, values=values):
            return isinstance(op, ast.And) is outcome and any(
                _says(value, outcome, wanted) for value in values
            )
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[right]):
            is_same = isinstance(op, ast.Is) is outcome
            spelled = left.value if isinstance(left, ast.NamedExpr) else left
            word = "is" if is_same else "is not"
            return f"{ast.unparse(spelled)} {word} {ast.unparse(right)}" in wanted
        case ast.Call():
            return f"{ast.unparse(test)} is {outcome}" in wanted
    return False
