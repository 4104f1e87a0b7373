"""Whether control can come to the end of a block, judged by its statements alone."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from flake8_asyncpitfalls.semantics.source.node_fields import children

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def can_complete(body: Sequence[ast.stmt]) -> bool:
    """Whether the end of *body* can be reached, as far as its own statements tell.

    A call that never returns (``sys.exit``) counts as one that does.
    """
    return all(_can_pass(stmt) for stmt in body)


def _can_pass(stmt: ast.stmt) -> bool:
    match stmt:
        case ast.Return() | ast.Raise() | ast.Continue() | ast.Break():
            return False
        case ast.If(body=body, orelse=orelse):
            return can_complete(body) or can_complete(orelse)
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return can_complete(body)
        case ast.While(test=ast.Constant(value=value)) if value:
            return has_break(stmt)
        case ast.Try() | ast.TryStar():
            return _can_pass_try(stmt)
        case ast.Match(cases=cases):
            return not _is_exhaustive(cases) or any(can_complete(case.body) for case in cases)
        case _:
            return True


def _can_pass_try(stmt: ast.Try | ast.TryStar) -> bool:
    if not can_complete(stmt.finalbody):
        return False
    whole = can_complete(stmt.body) and can_complete(stmt.orelse)
    return whole or any(can_complete(handler.body) for handler in stmt.handlers)


def _is_exhaustive(cases: Iterable[ast.match_case]) -> bool:
    return any(
        isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and not case.guard
        for case in cases
    )


def has_break(loop: ast.stmt) -> bool:
    """Whether a ``break`` in *loop* leaves this very loop."""
    todo: list[ast.AST] = list(loop.body) if isinstance(loop, _LOOPS) else []
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Break):
            return True
        if isinstance(node, _LOOPS):
            todo.extend(node.orelse)
        elif not isinstance(node, _SCOPES):
            todo.extend(child for child in children(node) if not isinstance(child, ast.expr))
    return False
