"""What a handler of signals does with the event loop, or with the program."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_SAFE = {"call_soon_threadsafe", "run_coroutine_threadsafe", "run_sync_soon"}
"""What may be called from anywhere, also between any two instructions of the loop."""
_SIGNALS = frozenset({"kill", "send_signal", "terminate"})
_KILLS = ("os.kill", "os.killpg")
_PROCESSES = (
    "subprocess.Popen", "asyncio.subprocess.Process", "anyio.abc.Process", "trio.Process",
    "multiprocessing.Process",
)  # fmt: skip
_EXITS = {"sys.exit", "os._exit", "exit", "quit"}


def hands_on(handler: Scope, model: SemanticModel) -> bool:
    """Whether the handler, or a function of this file that it calls, lets the loop do the work."""
    called = {last_name(call.func) for call in handler.of_type(ast.Call)}
    helpers = [scope for scope in model.scopes if scope.name in called]
    return any(
        last_name(call.func) in _SAFE
        for scope in (handler, *helpers)
        for call in scope.of_type(ast.Call)
    )


def only_signals(handler: Scope, model: SemanticModel) -> bool:
    """Whether the handler, one of this file, does nothing but send signals to processes."""
    calls = handler.of_type(ast.Call)
    return bool(calls) and all(_is_signal(call, model) for call in calls)


def _is_signal(call: ast.Call, model: SemanticModel) -> bool:
    if model.refers_to(call.func, *_KILLS):
        return True
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr not in _SIGNALS:
        return False
    return model.is_instance(func.value, *_PROCESSES)


def ends_program(stmt: ast.AST) -> bool:
    """Whether *stmt* ends the program: it exits, or raises."""
    if isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Call):
        return unparsed(stmt.value.func) in _EXITS
    return isinstance(stmt, ast.Raise)
