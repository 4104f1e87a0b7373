"""Processes that a function starts, waits for as long as a time limit lets it, and then forgets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_STARTING = ("asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell")
_LIMITS = (
    "asyncio.timeout", "asyncio.timeout_at", "async_timeout.timeout", "anyio.fail_after",
    "anyio.move_on_after",
)  # fmt: skip
_WAITS = frozenset({"communicate", "wait"})
_LOOKS = frozenset({"returncode", "stderr", "stdout"})
"""Attributes that tell of the process and do nothing to it."""
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def process_waited_for(call: ast.Call, model: SemanticModel) -> ast.Name | None:
    """The process that *call*, ``process.wait()`` or ``communicate()``, waits for under a time limit.

    None unless the function itself started it and does nothing else to it, now or later.
    """
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr not in _WAITS:
        return None
    process = func.value
    if not isinstance(process, ast.Name) or not _is_limited(call, model):
        return None
    start = start_of(process, model)
    is_forgotten = start is not None and all(
        _is_look(read, model) or model.parent(read) is func
        for read in model.uses.reads(process.id, model.scope_of(call))
    )
    return process if is_forgotten and not _is_repeated(call, start, model) else None


def _is_limited(call: ast.Call, model: SemanticModel) -> bool:
    """Whether a time limit ends the wait of *call*."""
    outer = model.parent(call)
    if isinstance(outer, ast.Call):
        limit = next((k.value for k in outer.keywords if k.arg == "timeout"), None)
        limit = outer.args[1] if len(outer.args) > 1 else limit
        is_none = isinstance(limit, ast.Constant) and limit.value is None
        is_first = bool(outer.args) and outer.args[0] is call
        is_awaited = isinstance(model.parent(outer), ast.Await)
        is_limit = is_first and is_awaited and model.refers_to(outer.func, "asyncio.wait_for")
        return is_limit and limit is not None and not is_none
    return isinstance(outer, ast.Await) and any(
        isinstance(item.context_expr, ast.Call)
        and model.refers_to(item.context_expr.func, *_LIMITS)
        for stmt in _around(call, model)
        if isinstance(stmt, (ast.AsyncWith, ast.With))
        for item in stmt.items
    )


def start_of(process: ast.Name, model: SemanticModel) -> ast.stmt | None:
    """The one statement of the function that starts *process*."""
    scope = model.scope_of(process)
    if not model.uses.is_private(process.id, scope):
        return None
    bindings = model.terms.table(scope).by_name.get(process.id, [])
    bindings = [binding for binding in bindings if binding.kind != "narrow"]
    if len(bindings) != 1 or bindings[0].path:
        return None
    match bindings[0].value:
        case ast.Await(value=ast.Call() as call) if model.refers_to(call.func, *_STARTING):
            return model.statement_of(call)
    return None


def _is_look(read: ast.Name, model: SemanticModel) -> bool:
    """Whether *read* only asks about the process, in the function that started it."""
    parent = model.parent(read)
    return isinstance(parent, ast.Attribute) and parent.attr in _LOOKS


def _is_repeated(call: ast.Call, start: ast.AST | None, model: SemanticModel) -> bool:
    """Whether a loop goes round *call* with the same process: it is asked again."""
    inside = [stmt for stmt in _around(call, model) if isinstance(stmt, _LOOPS)]
    around = [] if start is None else list(_around(start, model))
    return any(stmt not in around for stmt in inside)


def _around(node: ast.AST, model: SemanticModel) -> Iterator[ast.AST]:
    """The statements of its function that *node* stands in, from the inside out."""
    top = model.scope_of(node).node
    while node is not top:
        node = model.parent(node)
        yield node
