"""Functions that give the running event loop, or nothing where none runs."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from flake8_asyncpitfalls.semantics.summaries.predicate import called

RUNNING = frozenset({"get_running_loop", "_get_running_loop"})


def gives_loop(body: Sequence[ast.stmt]) -> bool:
    """Whether a function of that *body* gives something true exactly where a loop runs.

    It is a ``try`` that asks for the running loop, and gives nothing where that fails.
    """
    match [stmt for stmt in body if not _is_text(stmt)]:
        case [ast.Try(body=tried, handlers=handlers, orelse=orelse, finalbody=[]), *rest]:
            ends = [stmt for handler in handlers for stmt in handler.body]
            body = [*tried, *orelse]
            if body and not isinstance(body[-1], ast.Return):
                body = [*body, *rest]
                is_told = all(isinstance(end, ast.Return) for end in ends[-1:])
                return is_told and _is_answer(body) and all(map(_returns_nothing, ends))
            return _is_answer(body) and all(map(_returns_nothing, [*ends, *rest]))
        case rest:
            return _is_answer(rest)
    return False


def _is_answer(body: list[ast.stmt]) -> bool:
    """Whether *body* asks for the running loop and returns it, or something true."""
    match body:
        case [ast.Return(value=ast.Call() as call)]:
            return called(call) in RUNNING
        case [ast.Return(value=ast.Compare(left=ast.Call() as call, ops=[ast.IsNot()]))]:
            return called(call) in RUNNING
        case [
            ast.Expr(value=ast.Call() as call) | ast.Assign(value=ast.Call() as call),
            ast.Return(value=value),
        ]:
            is_true = isinstance(value, ast.Constant) and bool(value.value)
            return called(call) in RUNNING and (is_true or _is_loop_variable(body[0], value))
    return False


def _is_loop_variable(stmt: ast.stmt, value: ast.expr | None) -> bool:
    match stmt, value:
        case ast.Assign(targets=[ast.Name(id=name)]), ast.Name(id=returned):
            return name == returned
    return False


def _is_text(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)


def _returns_nothing(stmt: ast.stmt) -> bool:
    match stmt:
        case ast.Pass() | ast.Return(value=None | ast.Constant(value=None | False)):
            return True
    return False
