"""Blocks that may run in one thread as a whole: ``with open(path) as f: data = json.load(f)``.

The block becomes a nested function. It may only do what a thread may do: it waits for nothing of
the loop, it leaves nothing behind but the value of its last statement, and it changes nothing that
other tasks could see meanwhile.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.thread_affinity import (
    belongs_to_thread,
    calls_back,
    changes_its_object,
    is_loop_bound,
    is_under_lock,
)
from flake8_asyncpitfalls.semantics.inference.values import Unknown
from flake8_asyncpitfalls.semantics.source.control_flow import leaving, suspensions, walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_GIVING = (ast.Return, ast.Assign, ast.AnnAssign, ast.Expr)
_FORBIDDEN = (
    ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Delete, ast.ClassDef,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.NamedExpr, ast.Import, ast.ImportFrom,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThreadBlock:
    """The statement *stmt* as a function of its own, which is to be called *name*."""

    stmt: ast.With
    name: str


def thread_block_around(model: SemanticModel, call: ast.Call) -> ThreadBlock | None:
    """The ``with`` that enters what *call* gives, if all of it may run in a thread."""
    item = model.parent(call)
    stmt = model.parent(item) if isinstance(item, ast.withitem) else None
    if not isinstance(stmt, ast.With) or not can_await(model, stmt):
        return None
    if is_under_lock(model, stmt) or not _is_whole(stmt, model) or not _is_fit(stmt, model):
        return None
    function = model.scope_of(stmt)
    used = {node.id for node in ast.walk(function.node) if isinstance(node, ast.Name)}
    name = f"{function.name.strip('_')}_in_thread"
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return ThreadBlock(stmt, next(name for name in names if name not in used))


def _is_whole(stmt: ast.With, model: SemanticModel) -> bool:
    """Whether nothing goes out of the block but the value of its last statement."""
    last = stmt.body[-1]
    if not isinstance(last, _GIVING) or getattr(last, "value", None) is None:
        return False
    if isinstance(last, ast.Assign) and len(last.targets) != 1:
        return False
    if any(way is not last for way in leaving(stmt.body)) or any(suspensions(stmt.body)):
        return False
    inside = list(walk_code([stmt]))
    if any(isinstance(node, _FORBIDDEN) for node in inside):
        return False
    if not all(model.effects_at(item.context_expr) for item in stmt.items):
        return False
    target = _target(last)
    targets = set() if target is None else set(ast.walk(target))
    stored = {node.id for node in _names(inside) if _is_stored(node) and node not in targets}
    return not _is_seen_outside(stored, stmt, targets, model)


def _target(last: ast.stmt) -> ast.expr | None:
    if isinstance(last, ast.Assign):
        return last.targets[0]
    return last.target if isinstance(last, ast.AnnAssign) else None


def _is_seen_outside(
    stored: set[str], stmt: ast.With, targets: set[ast.AST], model: SemanticModel
) -> bool:
    """Whether the function mentions one of the names *stored* elsewhere than in *stmt*."""
    inside = set(ast.walk(stmt)) - targets
    return any(
        node.id in stored and node not in inside
        for node in _names(ast.walk(model.scope_of(stmt).node))
    )


def _is_fit(stmt: ast.With, model: SemanticModel) -> bool:
    """Whether what the block does may be done in a thread."""
    last = stmt.body[-1]
    for node in walk_code([stmt]):
        if isinstance(node, ast.Attribute | ast.Subscript) and _is_stored(node):
            if node is not _target(last):
                return False
        elif isinstance(node, ast.Call):
            if not _is_call_fit(node, model):
                return False
        elif isinstance(node, ast.Name) and not _is_name_fit(node, stmt, model):
            return False
    return True


def _is_name_fit(name: ast.Name, stmt: ast.With, model: SemanticModel) -> bool:
    """Whether it is no object that another thread must not use, and not ``super``."""
    if name.id == "super" or _is_of_block_around(name, stmt, model):
        return False
    is_bound = not _is_stored(name) and belongs_to_thread(model, name)
    return not is_bound or _is_bound_in(name, stmt, model)


def _is_call_fit(call: ast.Call, model: SemanticModel) -> bool:
    function = model.value_of(call.func)
    if is_loop_bound(model, function) or calls_back(model, function):
        return False
    if changes_its_object(model, call):
        return False
    func = call.func
    if not isinstance(func, ast.Attribute):
        # Nobody knows what a function does that comes as an argument.
        return not isinstance(func, ast.Name) or not isinstance(function, Unknown)
    root: ast.expr = func
    while isinstance(root, ast.Attribute):
        root = root.value
    # A method of what other tasks may share is fit when it is known.
    is_own = isinstance(root, ast.Name) and root.id in ("self", "cls")
    return not is_own or bool(model.name_of(func))


def _is_of_block_around(name: ast.Name, stmt: ast.With, model: SemanticModel) -> bool:
    """Whether a ``with`` around *stmt* has opened it: that block moves as a whole or not at all."""
    if _is_stored(name) or _is_bound_in(name, stmt, model):
        return False
    bindings = model.terms.bindings_read(name, model.scope_of(name))
    return any(binding.kind == "with" for binding in bindings)


def _is_bound_in(name: ast.Name, stmt: ast.With, model: SemanticModel) -> bool:
    bindings = model.terms.bindings_read(name, model.scope_of(name))
    inside = set(ast.walk(stmt))
    return bool(bindings) and all(binding.node in inside for binding in bindings)


def _names(nodes: Iterator[ast.AST] | list[ast.AST]) -> Iterator[ast.Name]:
    return (node for node in nodes if isinstance(node, ast.Name))


def _is_stored(node: ast.Name | ast.Attribute | ast.Subscript) -> bool:
    return not isinstance(node.ctx, ast.Load)
