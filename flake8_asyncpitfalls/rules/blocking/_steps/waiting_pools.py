"""Coroutines that the threads of a pool wait for: they need no further thread of that pool.

``anyio.from_thread.run(self.load)`` keeps its thread until the coroutine is over. When as many wait as the
pool has threads, a coroutine that asks for one more waits for ever, and they with it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.edit import Offload, OffloadExpression, OffloadToLoop, RunInThread

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OF_ANYIO = "anyio.to_thread.run_sync"
_FROM_ANYIO = "anyio.from_thread.run"
_OF_ASYNCIO = "asyncio.to_thread"
_FROM_ASYNCIO = "asyncio.run_coroutine_threadsafe"


def is_awaited_by_pool(fix: Fix, node: ast.AST, model: SemanticModel) -> bool:
    """Whether threads of the pool that *fix* needs one of wait for the function of *node*."""
    scope = model.scope_of(node)
    pools = set(map(_pool_of, fix.edits))
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return False
    if _OF_ANYIO in pools and model.source.mentions(b"from_thread"):
        calls = (_given_to(name, model) for name in mentions(scope, model))
        return any(call and model.refers_to(call.func, _FROM_ANYIO) for call in calls)
    if _OF_ASYNCIO in pools and model.source.mentions(b"run_coroutine_threadsafe"):
        calls = (_given_to(name, model) for name in mentions(scope, model))
        return any(call and _waits_in_thread(call, model) for call in calls)
    return False


def _pool_of(edit: object) -> str:
    match edit:
        case Offload(through=name) | OffloadExpression(through=name):
            return name
        case RunInThread(qualified_name=name):
            return name
        case OffloadToLoop():
            return _OF_ASYNCIO
    return ""


def _given_to(name: ast.expr, model: SemanticModel) -> ast.Call | None:
    """The call that is given the function *name*, a ``partial`` of it, or its coroutine."""
    expr: ast.AST = name
    while isinstance(expr, (ast.expr, ast.keyword)):
        parent = model.parent(expr)
        is_inner = isinstance(parent, ast.Call) and (
            parent.func is expr or model.refers_to(parent.func, "functools.partial")
        )
        if isinstance(parent, ast.Call) and not is_inner:
            return parent
        if not is_inner and not isinstance(parent, ast.keyword):
            return None
        expr = parent
    return None


def _waits_in_thread(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* hands a coroutine to the loop in a thread that waits for its result."""
    parent = model.parent(call)
    is_waiting = isinstance(parent, ast.Attribute) and parent.attr == "result"
    return is_waiting and model.refers_to(call.func, _FROM_ASYNCIO) and model.runs_in_thread(call)
