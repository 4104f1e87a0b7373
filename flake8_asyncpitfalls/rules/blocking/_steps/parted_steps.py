"""Asynchronous siblings that wait in the middle of what is one step in the synchronous form.

``self.slots[self.at].set()``, ``await ...``, ``self.at += 1``: two tasks in the sibling take the same
slot. For the event loop the synchronous form is one step, so that nobody else comes into it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.thread_affinity import is_named_lock
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_DEPTH = 3


def parts_a_count(model: SemanticModel, function: FunctionSummary) -> bool:
    """Whether *function*, or what it awaits, counts on after a wait from what it used before."""
    return _parts(model, function, _DEPTH, set())


def _parts(
    model: SemanticModel, function: FunctionSummary, depth: int, seen: set[tuple[object, int]]
) -> bool:
    # Many ways may lead to one function: how many grows as a power of what each awaits.
    if (function, depth) in seen:
        return False
    seen.add((function, depth))
    waits = function.scope.of_type(ast.Await)
    if not waits or not depth or function.module.is_stub or _is_locked(function):
        return False
    used: dict[str, int] = {}
    for node in function.scope.of_type(ast.Attribute):
        if isinstance(node.ctx, ast.Load) and root_name(node) == "self":
            used.setdefault(node.attr, node.lineno)
    for name, line in _counted(model, function):
        if name in used and any(used[name] < wait.lineno < line for wait in waits):
            return True
    return any(_parts(model, one, depth - 1, seen) for one in _awaited(model, function, waits))


def _is_locked(function: FunctionSummary) -> bool:
    return any(is_named_lock(stmt) for stmt in function.scope.of_type(ast.AsyncWith))


def _counted(model: SemanticModel, function: FunctionSummary) -> Iterator[tuple[str, int]]:
    """The attributes of its object that *function* counts on, itself or by a method, and where."""
    yield from _counts(function)
    for call in function.scope.of_type(ast.Call):
        if root_name(call.func) == "self":
            for option in options_of(model.value_in(call.func, function, function.scope)):
                if isinstance(option, FunctionValue) and not option.summary.is_async:
                    yield from ((name, call.lineno) for name, _ in _counts(option.summary))


def _counts(function: FunctionSummary) -> Iterator[tuple[str, int]]:
    if function.module.is_stub:
        return
    for stmt in function.scope.of_type(ast.AugAssign):
        if isinstance(stmt.target, ast.Attribute):
            yield stmt.target.attr, stmt.lineno
    for assigned in function.scope.of_type(ast.Assign):
        texts = {unparsed(n) for n in ast.walk(assigned.value) if isinstance(n, ast.Attribute)}
        for target in assigned.targets:
            if isinstance(target, ast.Attribute) and unparsed(target) in texts:
                yield target.attr, assigned.lineno


def _awaited(
    model: SemanticModel, function: FunctionSummary, waits: list[ast.Await]
) -> Iterator[FunctionSummary]:
    for wait in waits:
        if isinstance(wait.value, ast.Call):
            value = model.value_in(wait.value.func, function, function.scope)
            for option in options_of(value):
                if isinstance(option, FunctionValue):
                    yield option.summary
