"""Functions that are one step for the event loop, and would not be one in two threads.

``if self.index is None: self.index = build()``: on the loop the second finds what the first has made. In
threads both build; where that is an answer, plain data, it is the same for both. The same goes for a
function that waits for as long as what it read says, and then writes when it did
(``sleep(self.last + 1 - now())``, ``self.last = now()``): in threads all wait for as long, and go on at
once. It may be a few calls down.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import end_of, start_of
from flake8_asyncpitfalls.analyses.function_steps import FunctionSteps, Step
from flake8_asyncpitfalls.analyses.state_accesses import Access, Accesses, Held
from flake8_asyncpitfalls.analyses.thread_affinity import locks_around
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Unknown,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import root_name
from flake8_asyncpitfalls.semantics.summaries.sites import site_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_DEPTH, _MOST_OPTIONS, _MOST_CALLS = 4, 4, 60
_GIVING_PLAIN = frozenset({"all", "any", "bool", "float", "int", "isinstance", "len", "str"})
_PLAIN = frozenset(f"builtins.{name}" for name in ("bool", "bytes", "float", "int", "str"))


def may_be_step_in_thread(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls is such a step, or calls one: two threads, or one and the loop, part it.

    A method of a subclass that may stand in for it counts as well.
    """
    steps = model.analysis(_ThreadSteps)
    options = [o for o in options_of(model.value_of(call.func)) if isinstance(o, FunctionValue)]
    return any(steps.has_step(option, _DEPTH) for option in options) or any(
        steps.has_step(other, _DEPTH)
        for one in options
        if isinstance(one.receiver, Instance)
        for other in model.types.implementations.of_method(one.summary.name, one.receiver)
    )


class _ThreadSteps:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[FunctionSummary, bool] = {}
        self._below: dict[tuple[FunctionValue, int], bool] = {}

    def has_step(self, function: FunctionValue, depth: int) -> bool:
        """Whether *function* is such a step, or at most *depth* calls down one that no lock is held for."""
        summary = function.summary
        if not depth or summary.module.is_stub or summary.is_async:
            return False
        known = self._below.get((function, depth))
        if known is None:
            self._below[function, depth] = False
            held = Held()
            summary.module.hold(held)
            known = self._below[function, depth] = self._is_step(summary) or any(
                self.has_step(option, depth - 1) for option in self._called(function)
            )
        return known

    def _called(self, function: FunctionValue) -> Iterator[FunctionValue]:
        """The methods of its object, and of what that has, and functions of modules that it calls."""
        summary = function.summary
        terms, types = summary.module.terms, self._model.types
        frame = types.calls.frame_of(function, [], {})
        calls = summary.scope.of_type(ast.Call)
        for call in calls if len(calls) <= _MOST_CALLS else ():
            if not isinstance(call.func, ast.Name) and root_name(call.func) not in ("self", "cls"):
                continue
            if locks_around(call, terms.parents):
                continue
            options = options_of(types.evaluate(terms.reduce(call.func, summary.scope), frame))
            if len(options) <= _MOST_OPTIONS:
                yield from (one for one in options if isinstance(one, FunctionValue))

    def _is_step(self, function: FunctionSummary) -> bool:
        """Whether *function* itself reads state, blocks, and writes what rests on that, under no lock."""
        if function not in self._known:
            accesses = self._model.analysis(Accesses).of(function)
            steps = FunctionSteps(function, self._model, accesses)
            blocking = list(self._blocking(function)) if steps.may_be_any else []
            found = [*steps.all(), *steps.decided_by(blocking)] if blocking else []
            kept = {step.write.node for step in found if not _is_open(step, function)}
            self._known[function] = any(
                # What is read again under the lock of the writing is known there.
                step.write.node not in kept
                and _blocks_in(step, blocking)
                and not self._only_remembers(step, function, blocking)
                for step in found
            )
        return self._known[function]

    def _only_remembers(
        self, step: Step, function: FunctionSummary, blocking: Sequence[ast.Call]
    ) -> bool:
        """Whether *step* keeps an answer, plain data, and nothing was done to get it: two get the same."""
        parents = function.module.terms.parents
        done = [call for call in blocking if isinstance(parents[call], ast.Expr)]
        return (
            step.is_test
            and not _blocks_in(step, done)
            and self._writes_plain(step.write.node, step.write.access, function, _DEPTH)
        )

    def _writes_plain(
        self, node: ast.expr, access: Access, function: FunctionSummary, depth: int
    ) -> bool:
        """Whether *node* of *function* puts plain data there: itself, or what it calls."""
        if isinstance(node, ast.Attribute):
            stmt = function.module.terms.parents[node]
            value = getattr(stmt, "value", None)
            return isinstance(stmt, (ast.Assign, ast.AnnAssign)) and self._is_plain(value, function)
        if not isinstance(node, ast.Call) or root_name(node.func) != "self" or not depth:
            return False
        called = options_of(self._model.value_in(node.func, function, function.scope))
        for option in called:
            if not isinstance(option, FunctionValue) or option.summary.module.is_stub:
                return False
            held = Held()
            option.summary.module.hold(held)
            for inner, other in self._model.analysis(Accesses).of(option.summary):
                if other.is_write and other.place[-1] == access.place[-1]:
                    if not self._writes_plain(inner, other, option.summary, depth - 1):
                        return False
        return True

    def _is_plain(self, value: ast.expr | None, function: FunctionSummary) -> bool:
        if isinstance(value, ast.Name):
            bound = function.module.terms.bindings_read(value, function.scope)
            made = [one.value for one in bound if one.kind == "assign" and not one.path]
            if len(made) == len(bound) == 1 and isinstance(made[0], ast.expr):
                value = made[0]
        if value is None or isinstance(value, (ast.Constant, ast.Compare)):
            return True
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            if value.func.id in _GIVING_PLAIN:
                return True
        options = options_of(self._model.value_in(value, function, function.scope))
        return all(isinstance(one, Instance) and one.qualified_name in _PLAIN for one in options)

    def _blocking(self, function: FunctionSummary) -> Iterator[ast.Call]:
        """The calls of *function* that block, or that an object behind its own one may take long for."""
        model, terms, scope = self._model, function.module.terms, function.scope
        frame = model.types.frame(function.module)
        for call in scope.of_type(ast.Call):
            site = site_term(terms, call, scope)
            if site is not None and model.call_effects.of_site(*site, frame):
                yield call
            elif isinstance(call.func, ast.Attribute) and root_name(call.func.value) == "self":
                options = options_of(model.value_in(call.func, function, scope))
                if any(isinstance(one, (Unknown, UnresolvedName)) for one in options):
                    yield call


def _blocks_in(step: Step, blocking: Sequence[ast.Call]) -> bool:
    """Whether something between the two blocks: there another thread certainly gets its turn."""
    return any(
        step.read.at <= start_of(call) and end_of(call) <= step.write.at for call in blocking
    )


def _is_open(step: Step, function: FunctionSummary) -> bool:
    """Whether *step* is two things that no lock of threads, held from one to the other, keeps together."""
    if step.write.node is step.read.node:
        return False
    parents = function.module.terms.parents
    return locks_around(step.read.node, parents).isdisjoint(locks_around(step.write.node, parents))
