"""ASY3: thread locks and thread state in coroutines."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.locks import is_thread_lock, lock_uses, long_hold
from flake8_asyncpitfalls.analyses.locks_elsewhere import is_held_elsewhere
from flake8_asyncpitfalls.edit import AddAwait, Edit, MakeAsync, ReplaceCallee
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.locks import LockUses
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_TASK_LOCKS = {
    "threading.Lock": "Lock",
    "threading.Semaphore": "Semaphore",
    "threading.BoundedSemaphore": "BoundedSemaphore",
}
_OTHER_THREADS = frozenset({
    "threading.Thread", "threading.Timer", "asyncio.run_coroutine_threadsafe",
    "asyncio.new_event_loop",
})  # fmt: skip
_LOOPS_BY_HAND = frozenset({"run_until_complete", "run_forever", "call_soon_threadsafe"})
_ONLY_ASYNCIO = {"BoundedSemaphore"}


def held_lock(stmt: ast.With, model: SemanticModel) -> ast.expr | None:
    """The thread lock that *stmt* holds, the first if there are several; None if there is none."""
    for item in stmt.items:
        if is_thread_lock(model, item.context_expr):
            return item.context_expr
    return None


def is_held_for_long(lock: ast.expr, model: SemanticModel) -> bool:
    """Whether this module, or the one that makes *lock*, waits somewhere while it holds it."""
    uses = lock_uses(model, lock)
    if uses is None:
        return is_held_elsewhere(model, lock)
    return long_hold(model, uses) is not None


def task_lock(model: SemanticModel, lock: ast.expr) -> str:
    """The name of the lock between tasks, in the library that the file uses."""
    return f"{library_at(model, lock)}.Lock"


def swap_fix(lock: ast.expr, model: SemanticModel) -> Fix | None:
    """Make the lock one between tasks, at its creation and at every use.

    Only where every use stands in a coroutine of this module and the lock goes nowhere else.
    """
    uses = lock_uses(model, lock)
    if uses is None or uses.others or not (uses.withs or uses.calls):
        return None
    library = library_at(model, lock)
    name = _TASK_LOCKS.get(model.name_of(uses.creation.func), "")
    if not name or (name in _ONLY_ASYNCIO and library != "asyncio"):
        return None
    edits = _use_edits(uses, model)
    if edits is None or model.analysis(_has_other_loops) or is_open_to_others(lock, model):
        return None
    replaced = ReplaceCallee(Span.of(uses.creation), f"{library}.{name}")
    return Fix(Applicability.UNSAFE, f"use {library}.{name}", (replaced, *edits))


def _has_other_loops(model: SemanticModel) -> bool:
    """Whether code of this module may run on the loops of several threads, or in threads.

    A module that starts threads, or runs a loop by hand or in a nested function, may be such.
    """
    for scope in model.scopes:
        for call in scope.of_type(ast.Call):
            name = model.name_of(call.func)
            if name in _OTHER_THREADS or _last_name(call.func) in _LOOPS_BY_HAND:
                return True
            is_nested = scope.parent is not None and scope.parent.kind == "function"
            if is_nested and name == "asyncio.run":
                return True
        for cls in scope.of_type(ast.ClassDef):
            if any(model.name_of(base) in _OTHER_THREADS for base in cls.bases):
                return True
    return False


def _last_name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else ""


def is_open_to_others(lock: ast.expr, model: SemanticModel) -> bool:
    """Whether subclasses may use the lock: an attribute that is public, or mentioned by a base."""
    if not isinstance(lock, ast.Attribute):
        return False
    classes = [cls for scope in model.scopes for cls in scope.of_type(ast.ClassDef)]
    bases = {unparsed(base) for cls in classes for base in cls.bases}
    return not lock.attr.startswith("_") or any(
        cls.name in bases and _mentions(cls, lock.attr) for cls in classes
    )


def _mentions(cls: ast.ClassDef, name: str) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == name for node in ast.walk(cls))


def _use_edits(uses: LockUses, model: SemanticModel) -> list[Edit] | None:
    edits: list[Edit] = []
    for stmt in uses.withs:
        if len(stmt.items) != 1 or not model.scope_of(stmt).is_coroutine:
            return None
        edits.append(MakeAsync(Span.of(stmt)))
    for call in uses.calls:
        assert isinstance(call.func, ast.Attribute)
        if not model.scope_of(call).is_coroutine:
            return None
        if call.func.attr == "acquire" and not call.args and not call.keywords:
            edits.append(AddAwait(Span.of(call)))
        elif call.func.attr not in ("release", "locked") or call.args:
            return None
    return edits
