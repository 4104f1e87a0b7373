"""Where a thread or process lock is held, and all that a module does with one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import real_suspension_in
from flake8_asyncpitfalls.record import Record
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.summaries.sites import SITE_NODES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)


class LockUses(Record):
    """One lock of a module: the call that makes it and every place that mentions it.

    *withs* are the ``with`` statements on it, *calls* the calls of its methods, *others* the
    mentions of any other kind, through which it may go anywhere.
    """

    creation: ast.Call
    withs: tuple[ast.With, ...]
    calls: tuple[ast.Call, ...]
    others: tuple[ast.AST, ...]


def is_thread_lock(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether *expr* is certainly a thread or process lock."""
    return model.has_class_marker(expr, "lock")


def is_lock_held_at(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands inside a ``with`` on a thread lock in its own function."""
    parent = model.terms.parents.get(node)
    child = node
    while parent is not None and not isinstance(parent, _SCOPES):
        is_inside = isinstance(parent, ast.With) and child in parent.body
        if is_inside and any(is_thread_lock(model, item.context_expr) for item in parent.items):  # type: ignore[attr-defined]
            return True
        child, parent = parent, model.terms.parents.get(parent)
    return False


def held_after(model: SemanticModel, acquire: ast.Call) -> list[ast.stmt]:
    """The statements that run between the statement of *acquire* and its ``release()``.

    Empty when no release follows in the same block, or in the ``finally`` of the next ``try``.
    """
    assert isinstance(acquire.func, ast.Attribute)
    lock = ast.dump(acquire.func.value)
    stmt = model.statement_of(acquire)
    following = _following(model, stmt)
    for index, later in enumerate(following):
        if _releases([later], lock):
            return following[:index]
        if isinstance(later, ast.Try) and _releases(later.finalbody, lock):
            return [*following[:index], *later.body]
    return []


def _following(model: SemanticModel, stmt: ast.stmt) -> list[ast.stmt]:
    """The statements after *stmt* in its block."""
    block = model.block_of(stmt)
    return block[block.index(stmt) + 1 :] if block else []


def lock_uses(model: SemanticModel, lock: ast.expr) -> LockUses | None:
    """What this module does with the lock that *lock* names; None when it cannot be told.

    The lock must be made once, by an assignment to that name or attribute. An attribute is
    known by its name alone: all objects that have it count.
    """
    key = lock_key(model, lock)
    known = model.analysis(_KnownUses).known
    if key not in known:
        known[key] = _find_uses(model, lock)
    return known[key]


def lock_key(model: SemanticModel, lock: ast.expr) -> Hashable:
    """What is the same for all expressions that this module takes for the same lock."""
    match lock:
        case ast.Name(id=name):
            return name, model.uses.owner(name, model.scope_of(lock))
        case ast.Attribute(attr=name):
            return name
    return lock


class _KnownUses:
    """The locks of one file that were asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self.known: dict[Hashable, LockUses | None] = {}


def _find_uses(model: SemanticModel, lock: ast.expr) -> LockUses | None:
    mentions = list(_mentions(model, lock))
    stores = [node for node in mentions if isinstance(node.ctx, ast.Store)]
    if len(stores) != 1:
        return None
    assigned = model.parent(stores[0])
    value = assigned.value if isinstance(assigned, (ast.Assign, ast.AnnAssign)) else None
    if not isinstance(value, ast.Call):
        return None
    withs, calls, others = [], [], []
    for node in mentions:
        parent = model.parent(node)
        if node is stores[0]:
            continue
        if isinstance(parent, ast.withitem) and isinstance(model.parent(parent), ast.With):
            withs.append(model.parent(parent))
        elif isinstance(parent, ast.Attribute) and isinstance(model.parent(parent), ast.Call):
            calls.append(model.parent(parent))
        else:
            others.append(node)
    return LockUses(value, tuple(withs), tuple(calls), tuple(others))  # type: ignore[arg-type]


def long_hold(model: SemanticModel, uses: LockUses) -> ast.AST | None:
    """A place where the module waits or blocks while it holds the lock; None where it never does."""
    bodies = [stmt.body for stmt in uses.withs]
    for call in uses.calls:
        if _is_acquire(call) and not _is_released(model, call):
            return call
        bodies += [held_after(model, call)] if _is_acquire(call) else []
    for body in bodies:
        wait = real_suspension_in(model, body)
        if wait is not None:
            return wait
        for node in walk_code(body):
            if isinstance(node, ast.Call) and node in uses.calls:
                continue  # a condition's wait() gives the lock back meanwhile
            if type(node) in SITE_NODES and any(kind != "lock" for kind in model.effects_at(node)):
                return node
    return None


def _is_released(model: SemanticModel, acquire: ast.Call) -> bool:
    """Whether the function that calls *acquire* gives the lock back, too."""
    assert isinstance(acquire.func, ast.Attribute)
    lock = ast.dump(acquire.func.value)
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "release"
        and ast.dump(call.func.value) == lock
        for call in model.scope_of(acquire).of_type(ast.Call)
    )


def _is_acquire(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "acquire"


def _mentions(model: SemanticModel, lock: ast.expr) -> Iterator[ast.Name | ast.Attribute]:
    uses = model.uses
    if isinstance(lock, ast.Name):
        yield from uses.mentions(lock.id, uses.owner(lock.id, model.scope_of(lock)))
    elif isinstance(lock, ast.Attribute):
        for scope in model.scopes:
            yield from (n for n in scope.of_type(ast.Attribute) if n.attr == lock.attr)
            if scope.kind == "class":
                yield from (n for n in scope.of_type(ast.Name) if n.id == lock.attr)


def _releases(body: Sequence[ast.stmt], lock: str) -> bool:
    """Whether one of these very statements is ``lock.release()``."""
    return any(
        isinstance(stmt, ast.Expr)
        and isinstance(stmt.value, ast.Call)
        and isinstance(stmt.value.func, ast.Attribute)
        and stmt.value.func.attr == "release"
        and ast.dump(stmt.value.func.value) == lock
        for stmt in body
    )
