"""Work that a task has claimed for itself: a flag says that it is done, or nobody else's any more.

``if not try_claim(name): return`` and ``self.loaded = True`` come before ``self.rows = load()``. For the
event loop both are one step. A wait in front of what keeps the result lets others see the flag and take
what is not there yet, and a cancellation in it leaves the flag for good, with nothing behind it.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.code_times import At, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.deciding_tests import all_of, leaves
from flake8_asyncpitfalls.analyses.function_steps import (
    SERVICE,
    FunctionSteps,
    Step,
)
from flake8_asyncpitfalls.analyses.loop_steps import steps_of
from flake8_asyncpitfalls.analyses.shared_state import awaited_calls
from flake8_asyncpitfalls.analyses.state_accesses import FILE, Accesses, Held
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import place_in, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_CALLERS, _MOST_FLAGS = 2, 8
"""How many functions up a claim is looked for, and how many flags before a place, the nearest."""


def is_claimed(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* gives is work that its function, or one that awaits it, has claimed before."""
    if model.is_dropped(call):
        return False
    return model.analysis(_Claims).is_claimed(call, _CALLERS)


class _Claims:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._claiming: dict[FunctionSummary, bool] = {}
        self._flags: dict[Scope, list[Step]] = {}
        self._waits: dict[Scope, list[tuple[At, ast.AST]]] = {}
        self._guards: dict[ast.stmt, list[tuple[int, ast.expr]]] = {}

    def is_claimed(self, node: ast.expr, callers: int) -> bool:
        """Whether a claim lasts at *node*, or at what awaits its function in this file."""
        model = self._model
        if any(self._is_claim(test) for test in self._true_at(node)):
            return not _is_given_back(node, model)
        scope = model.scope_of(node)
        if not isinstance(scope.node, ast.AsyncFunctionDef):
            return False
        if self._has_flag(node, scope):
            return not _is_given_back(node, model)
        calls = awaited_calls(scope, model) if callers else ()
        return any(
            model.scope_of(call) is not scope and self.is_claimed(call, callers - 1)
            for call in calls
        )

    def _is_claim(self, test: ast.expr) -> bool:
        """Whether *test* is what a call gives that claims something, itself or as a variable."""
        model = self._model
        made: list[ast.AST | None] = [test]
        if isinstance(test, ast.Name):
            bindings = model.terms.bindings_read(test, model.scope_of(test))
            made = [one.value for one in bindings if one.kind in ("assign", "walrus")]
        calls = [one.value if isinstance(one, ast.Await) else one for one in made]
        return any(
            isinstance(option, FunctionValue) and self._claims(option.summary)
            for call in calls
            if isinstance(call, ast.Call)
            for option in options_of(model.value_of(call.func))
        )

    def _has_flag(self, node: ast.expr, scope: Scope) -> bool:
        """Whether a flag that *scope* finds not set is set before *node*, and nothing waits between."""
        parents = self._model.terms.parents
        if scope not in self._flags:
            flags = [one for one in steps_of(self._model, scope) if _is_flag(one, parents)]
            self._flags[scope] = sorted(flags, key=lambda step: step.write.at)
            self._waits[scope] = waits_of(scope)
        begin, flags, waits = start_of(node), self._flags[scope], self._waits[scope]
        end = bisect_right(flags, begin, key=lambda step: step.write.at)
        last = bisect_right(waits, begin, key=lambda wait: wait[0])
        for step in flags[max(0, end - _MOST_FLAGS) : end]:
            after = bisect_right(waits, step.write.at, key=lambda wait: wait[0])
            if leads_to(step.write.node, node, parents) and not any(
                leads_to(wait, node, parents) for _, wait in waits[after:last][:_MOST_FLAGS]
            ):
                return True
        return False

    def _true_at(self, node: ast.AST) -> Iterator[ast.expr]:
        """What has come out true where *node* runs: tests around it, and those that else leave."""
        while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
            parent = self._model.parent(node)
            if isinstance(parent, ast.If) and node in parent.body:
                yield from all_of(parent.test)
            place = place_in(node, parent) if isinstance(node, ast.stmt) else None
            if place is not None:
                for index, test in self._guards_of(getattr(parent, place[0])):
                    if index < place[1]:
                        yield test
            node = parent

    def _guards_of(self, block: list[ast.stmt]) -> list[tuple[int, ast.expr]]:
        """The tests that must come out true for *block* to go on, with their places from 0."""
        if block[0] not in self._guards:
            self._guards[block[0]] = [
                (index, stmt.test.operand)
                for index, stmt in enumerate(block)
                if isinstance(stmt, ast.If)
                and not stmt.orelse
                and isinstance(stmt.test, ast.UnaryOp)
                and isinstance(stmt.test.op, ast.Not)
                and leaves(stmt.body)
            ]
        return self._guards[block[0]]

    def _claims(self, function: FunctionSummary) -> bool:
        """Whether *function* sets a flag that it found not set, and says so with ``True``."""
        if function.module.is_stub:
            return False
        if function not in self._claiming:
            held = Held()
            function.module.hold(held)
            accesses = self._model.analysis(Accesses).of(function)
            steps = FunctionSteps(function, self._model, accesses)
            self._claiming[function] = any(
                _is_flag(step, steps.parents) and _says_true_after(step.write.node, steps.parents)
                for step in steps.all()
            )
        return self._claiming[function]


def _is_flag(step: Step, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether *step* is a test of state in memory with a flag that is set there."""
    access = step.write.access
    if not step.is_test or access.place[0] in (FILE, SERVICE) or access.removes:
        return False
    match statement_of(step.write.node, parents):
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="add"))):
            return True
        case ast.Assign(value=ast.Constant(value=True)):
            return True
    return False


def _says_true_after(write: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether ``return True`` follows *write* in its block."""
    stmt = statement_of(write, parents)
    place = place_in(stmt, parents[stmt])
    block: list[ast.stmt] = getattr(parents[stmt], place[0])[place[1] :] if place else []
    return any(
        isinstance(one, ast.Return)
        and isinstance(one.value, ast.Constant)
        and one.value.value is True
        for one in block
    )


def _is_given_back(node: ast.AST, model: SemanticModel) -> bool:
    """Whether a ``finally``, or a handler of cancellations, around *node* may give the claim back."""
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        parent = model.parent(node)
        if isinstance(parent, (ast.Try, ast.TryStar)) and node in parent.body:
            if parent.finalbody or any(catches_cancellation(one, model) for one in parent.handlers):
                return True
        node = parent
    return False
