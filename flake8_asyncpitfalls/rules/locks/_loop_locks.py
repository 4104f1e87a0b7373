"""Locks of threads that only the thread of the event loop takes: nobody ever waits for one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.analyses.locks import lock_key, lock_uses
from flake8_asyncpitfalls.analyses.suspensions import real_suspension_in
from flake8_asyncpitfalls.rules.locks import is_open_to_others
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Hashable

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_OTHER_LOOPS = frozenset({"asyncio.new_event_loop", "asyncio.run", "asyncio.Runner"})
_LOOPS_BY_HAND = frozenset({"run_until_complete", "run_forever"})
_MAKING = frozenset({"__init__", "__post_init__"})


def is_of_loop_alone(lock: ast.expr, model: SemanticModel) -> bool:
    """Whether coroutines that do not wait meanwhile, and what they call, are all that takes *lock*.

    Of a lock that an object keeps for itself, what makes the object counts as well: nobody else has it.
    """
    key, known = lock_key(model, lock), model.analysis(_LoopLocks).known
    if key not in known:
        known[key] = _is_of_loop_alone(lock, model)
    return known[key]


class _LoopLocks:
    """The locks of one file that were asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self.known: dict[Hashable, bool] = {}


def _is_of_loop_alone(lock: ast.expr, model: SemanticModel) -> bool:
    uses = lock_uses(model, lock)
    if uses is None or uses.others or uses.calls or not _is_kept(lock, model):
        return False
    if model.analysis(_has_other_loops):
        return False
    if any(real_suspension_in(model, stmt.body) is not None for stmt in uses.withs):
        return False
    of_object = isinstance(lock, ast.Attribute)
    takers = {model.scope_of(stmt) for stmt in uses.withs}
    return all(_is_on_loop(taker, model, of_object, set()) for taker in takers)


def _is_kept(lock: ast.expr, model: SemanticModel) -> bool:
    """Whether no other module uses *lock*."""
    if isinstance(lock, ast.Name):
        return lock.id.startswith("_")
    return not is_open_to_others(lock, model)


def _has_other_loops(model: SemanticModel) -> bool:
    """Whether the module runs loops, perhaps in threads, so that coroutines are no sign of one thread."""
    calls = [call for scope in model.scopes for call in scope.of_type(ast.Call)]
    return any(
        model.name_of(call.func) in _OTHER_LOOPS or last_name(call.func) in _LOOPS_BY_HAND
        for call in calls
    )


def _is_on_loop(scope: Scope, model: SemanticModel, of_object: bool, seen: set[Scope]) -> bool:
    """Whether *scope* is a coroutine, or a private function that only such functions call."""
    if scope.is_coroutine or scope in seen or (of_object and scope.name in _MAKING):
        return True
    is_private = scope.name.startswith("_") and not scope.name.startswith("__")
    if not scope.is_function or not is_private or model.runs_in_thread(scope.node):
        return False
    seen.add(scope)
    named = mentions(scope, model)
    return bool(named) and all(
        isinstance(call := model.parent(node), ast.Call)
        and call.func is node
        and _is_on_loop(model.scope_of(call), model, of_object, seen)
        for node in named
    )
