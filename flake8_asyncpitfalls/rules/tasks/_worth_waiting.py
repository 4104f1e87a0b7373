"""When it is worth waiting for a task that has been cancelled.

It is where somebody would notice that the task still runs: it has cleaning up to do, code that follows
asks whether it is done, uses what the task uses, or leaves a ``with`` that closes that. A heartbeat
that sleeps and sends ends with its cancellation, and where the function ends too there is nothing to
wait for. Nor is there where a ``finally`` goes on with what waits itself.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cancellations import names_cancellation
from flake8_asyncpitfalls.analyses.coroutines import coroutine_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import can_complete, suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_TRIES = (ast.Try, ast.TryStar)
_ASKING = ("done", "cancelled")
_DEPTH = 3
"""How many functions deep to look for cleaning up."""


def is_worth_waiting(stmt: ast.stmt, name: str, model: SemanticModel) -> bool:
    """Whether it matters after *stmt*, which cancels the task *name*, if the task still runs."""
    return model.analysis(_Tasks).is_needed(stmt, name)


class _Tasks:
    """Answers for one file: what a function does is gone over once, not for each of its tasks."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._cleaning: dict[FunctionSummary, bool] = {}
        self._last: dict[ast.stmt, dict[str, int]] = {}
        self._closed: dict[ast.stmt, int] = {}

    def is_needed(self, stmt: ast.stmt, name: str) -> bool:
        """What ``is_worth_waiting`` says."""
        model = self._model
        scope = model.scope_of(stmt)
        for binding in model.terms.table(scope).by_name[name]:
            assert isinstance(binding.value, ast.Call)
            work = binding.value.args[0] if binding.value.args else binding.value
            coroutine = coroutine_of(model, work)
            function = None if coroutine is None else coroutine.function
            if function is not None and self._is_cleaning(function):
                return True
            used = _used_by(work, function, model)
            if not _ends_at_next_wait(stmt, model) and self._is_used_after(stmt, used):
                return True
        return any(
            read.lineno > stmt.lineno and getattr(model.parent(read), "attr", "") in _ASKING
            for read in model.uses.reads(name, scope)
        )

    def _is_cleaning(self, function: FunctionSummary) -> bool:
        if function not in self._cleaning:
            self._cleaning[function] = _cleans_up(function, self._model, _DEPTH)
        return self._cleaning[function]

    def _is_used_after(self, stmt: ast.stmt, used: set[str]) -> bool:
        """Whether the function still does something with what is *used*, or ends a block with it."""
        child: ast.AST = stmt
        goes_on = True
        while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
            parent = self._model.parent(child)
            field, at = place_in(child, parent) or ("", 0)
            block: list[ast.stmt] = getattr(parent, field) if field else []
            if goes_on and self._uses(block, at + 1, used):
                return True
            goes_on = goes_on and self._closing(block) <= at
            if isinstance(parent, _TRIES) and field != "finalbody":
                if self._uses(parent.finalbody, 0, used):
                    return True
            if isinstance(parent, (ast.With, ast.AsyncWith)):
                if not used.isdisjoint(_paths(parent.items)):
                    return True
            if isinstance(parent, _LOOPS) and field == "body" and goes_on:
                if self._uses(block, 0, used):
                    return True
            child = parent
        return False

    def _uses(self, block: list[ast.stmt], start: int, used: set[str]) -> bool:
        """Whether a statement of *block* from place *start* (0-based) on has one of *used* in it."""
        if not block:
            return False
        if block[0] not in self._last:
            self._last[block[0]] = {
                path: at for at, stmt in enumerate(block) for path in _paths([stmt])
            }
        last = self._last[block[0]]
        return any(last.get(path, -1) >= start for path in used)

    def _closing(self, block: list[ast.stmt]) -> int:
        """The last place in *block* that control does not come past; -1 where there is none."""
        if not block:
            return -1
        if block[0] not in self._closed:
            places = (at for at, stmt in enumerate(block) if not can_complete([stmt]))
            self._closed[block[0]] = max(places, default=-1)
        return self._closed[block[0]]


def _ends_at_next_wait(stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether the ``finally`` that *stmt* stands in goes on with one that waits.

    A task that cleans up nothing is over then, and a second cancellation would skip that statement.
    """
    holder = model.parent(stmt)
    place = place_in(stmt, holder)
    if not isinstance(holder, _TRIES) or place is None or place[0] != "finalbody":
        return False
    return any(True for _ in suspensions(holder.finalbody[place[1] + 1 : place[1] + 2]))


def _cleans_up(function: FunctionSummary, model: SemanticModel, depth: int) -> bool:
    """Whether *function*, or one that it awaits, still does something once it is cancelled."""
    if function.module.is_stub or not depth:
        return False
    scope = function.scope
    tries: list[ast.Try | ast.TryStar] = [*scope.of_type(ast.Try), *scope.of_type(ast.TryStar)]
    withs: list[ast.With | ast.AsyncWith] = [
        *scope.of_type(ast.With),
        *scope.of_type(ast.AsyncWith),
    ]
    blocks = [
        stmt.body for stmt in tries if stmt.finalbody or any(map(names_cancellation, stmt.handlers))
    ]
    blocks += [stmt.body for stmt in withs]
    if any(True for body in blocks for _ in suspensions(body)):
        return True
    frame = model.types.frame(function.module)
    terms = function.module.terms
    called = [
        terms.reduce(node.value.func, scope)
        for node in scope.of_type(ast.Await)
        if isinstance(node.value, ast.Call)
    ]
    values = (model.types.evaluate(term, frame) for term in called)
    return any(
        isinstance(value, FunctionValue) and _cleans_up(value.summary, model, depth - 1)
        for value in values
    )


def _used_by(work: ast.expr, function: FunctionSummary | None, model: SemanticModel) -> set[str]:
    """The variables and attributes that the task works with: given to it, or those of its function."""
    called = work.func if isinstance(work, ast.Call) else work
    given = [*work.args, *work.keywords] if isinstance(work, ast.Call) else []
    found = _paths(given)
    if isinstance(called, ast.Attribute):
        found |= _paths([called.value])
    if function is None or function.module is not model.module:
        return found
    outer = function.scope.parent
    if outer is not None and outer.is_function:
        names = {path for path in _paths(function.scope.body) if "." not in path}
        return found | (names & model.terms.table(outer).by_name.keys())
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return found | {path for path in _paths(function.scope.body) if path.startswith("self.")}
    return found


def _paths(nodes: Iterable[ast.AST]) -> set[str]:
    """The variables in *nodes*, but for ``self`` of which the attributes count."""
    found: set[str] = set()
    for node in (part for one in nodes for part in ast.walk(one)):
        if isinstance(node, ast.Attribute) and _is_self(node.value):
            found.add(f"self.{node.attr}")
        elif isinstance(node, ast.Name) and not _is_self(node):
            found.add(node.id)
    return found


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")
