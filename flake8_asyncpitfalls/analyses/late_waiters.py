"""Work whose answer somebody waits for, who says so only after the work has begun.

``self.send(request)`` and then ``await self.answer_to(request)``, which makes an event, keeps it for who
brings the answer, and waits for it. As it is, no other task runs between the two, so the answer finds
the event there. With a new wait at the first, it may come before, and is lost.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.state_accesses import Held
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    called_in,
    last_name,
    walked,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_ANSWERED = frozenset({"asyncio.Event", "asyncio.Future"})
_WRAPPERS = frozenset({"wait_for", "shield", "ensure_future", "create_task"})
_START: At = (0, 0, 0)
_STEPS, _MOST = 3, 8


def late_waiter(model: SemanticModel, node: ast.expr) -> str:
    """What is awaited next after *node*, as the source spells it, if it registers only there; else ''."""
    scope = model.scope_of(node)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return ""
    return model.analysis(_LateWaiters).after(node, model.summary_of(scope.node))


class _LateWaiters:
    """Answers for one file: which functions make what they wait for, and let others have it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._registering: dict[FunctionSummary, bool] = {}
        self._made: dict[FunctionSummary, dict[str, At]] = {}
        self._waits: dict[FunctionSummary, list[tuple[At, ast.AST]]] = {}

    def after(self, node: ast.expr, summary: FunctionSummary) -> str:
        """The first wait of *summary*, a function of this file, after *node*, if it registers there."""
        if summary not in self._waits:
            self._waits[summary] = waits_of(summary.scope)
        waits, end = self._waits[summary], end_of(node)
        first = bisect_right(waits, end, key=itemgetter(0))
        parents = self._model.terms.parents
        later = (w for _, w in waits[first : first + _MOST] if leads_to(node, w, parents))
        wait = next(later, None)
        if not isinstance(wait, ast.Await):
            return ""
        if self._is_made_here(wait, summary, end) or self._registers_in(wait, summary, _STEPS):
            awaited = _unwrapped(wait.value)
            return unparsed(called_in(awaited) if isinstance(awaited, ast.Call) else awaited)
        return ""

    def _registers_in(self, wait: ast.Await, summary: FunctionSummary, steps: int) -> bool:
        """Whether a function that *wait* waits for makes an event or future, and waits for that."""
        awaited = _unwrapped(wait.value)
        return isinstance(awaited, ast.Call) and any(
            self._registers(function, steps - 1) for function in self._called(awaited, summary)
        )

    def _called(self, call: ast.Call, summary: FunctionSummary) -> Iterator[FunctionSummary]:
        """The coroutine functions of the project that *call* may call."""
        implementations = self._model.types.implementations
        for option in options_of(self._model.value_in(call.func, summary, summary.scope)):
            if not isinstance(option, FunctionValue) or option.summary.module.is_stub:
                continue
            bodies = [option]
            if isinstance(option.receiver, Instance):
                bodies += implementations.of_method(option.summary.name, option.receiver)
            if option.summary.is_empty:
                bodies += self._like(option)
            yield from (body.summary for body in bodies if body.summary.is_async)

    def _like(self, method: FunctionValue) -> Iterator[FunctionValue]:
        """The methods called as *method*, which is left open, of the classes in its module.

        A class that is what a protocol asks for need not say so.
        """
        for cls in method.summary.module.classes():
            found = self._model.types.members.own(cls, method.summary.name)
            if isinstance(found, FunctionValue) and not found.summary.is_empty:
                yield found

    def _registers(self, summary: FunctionSummary, steps: int) -> bool:
        known = self._registering.get(summary)
        if known is None and steps >= 0:
            self._registering[summary] = False  # circles of functions register nothing
            held = Held()
            summary.module.hold(held)
            waits = summary.scope.of_type(ast.Await)
            known = self._registering[summary] = any(
                self._is_made_here(wait, summary, _START) for wait in waits
            ) or any(self._registers_in(wait, summary, steps) for wait in waits[:1])
        return bool(known)

    def _is_made_here(self, wait: ast.Await, summary: FunctionSummary, after: At) -> bool:
        """Whether *wait* waits for an event or future that *summary* made after *after*, and gave away."""
        if summary not in self._made:
            self._made[summary] = dict(self._made_in(summary))
        made = self._made[summary]
        return bool(made) and any(
            isinstance(one, ast.Name) and after < made.get(one.id, _START) < start_of(wait)
            for one in walked(wait)
        )

    def _made_in(self, summary: FunctionSummary) -> Iterator[tuple[str, At]]:
        """The events and futures that *summary* makes and gives away, by their variables, and when."""
        names = _given_away(summary)
        for stmt in summary.scope.of_type(ast.Assign):
            target = stmt.targets[0]
            if isinstance(target, ast.Name) and target.id in names:
                if self._is_answered(stmt.value, summary):
                    yield target.id, start_of(stmt)

    def _is_answered(self, made: ast.expr, summary: FunctionSummary) -> bool:
        value = isinstance(made, ast.Call) and self._model.value_in(made, summary, summary.scope)
        return isinstance(value, Instance) and value.qualified_name in _ANSWERED


def _unwrapped(awaited: ast.expr) -> ast.expr:
    """What is waited for in the end: ``x()`` of ``asyncio.wait_for(x(), 3)``."""
    while isinstance(awaited, ast.Call) and last_name(awaited.func) in _WRAPPERS and awaited.args:
        awaited = awaited.args[0]
    return awaited


def _given_away(summary: FunctionSummary) -> set[str]:
    """The variables whose objects the function gives to a call, or stores in an object."""
    scope = summary.scope
    given = [one for call in scope.of_type(ast.Call) for one in arguments_of(call)]
    given += [
        stmt.value
        for stmt in scope.of_type(ast.Assign)
        if any(isinstance(target, (ast.Attribute, ast.Subscript)) for target in stmt.targets)
    ]
    parts = (part for one in given for part in (one.elts if isinstance(one, ast.Tuple) else [one]))
    return {part.id for part in parts if isinstance(part, ast.Name)}
