"""Two calls that are one step for the event loop: nobody else runs between them.

``record = read(); record["x"] = 1; write(record)`` and ``if not r.exists(k): r.set(k, v)``: with a
wait in each, another task may come between. They go to a thread together, or not at all. So do the
test that a file is not there and what writes it then.
"""

from __future__ import annotations

import ast
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property, partial
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_users import calls_with_locks
from flake8_asyncpitfalls.rules.blocking._steps.made_when_missing import repeatable, tests_that_miss
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_CHANGING = frozenset({
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove",
    "setdefault", "update",
})  # fmt: skip
_NEVER = sys.maxsize
_MOST_TAKING = 8


def is_half_a_step(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* and another blocking call of its function are one step for the loop."""
    return bool(steps_with(call, model))


def steps_with(call: ast.Call, model: SemanticModel) -> Sequence[tuple[ast.Call, ast.Call]]:
    """The pairs of blocking calls that are one step for the loop and of which *call* is one."""
    return model.analysis(_BlockingCalls).of(model.scope_of(call)).steps.get(call, ())


def all_steps(model: SemanticModel) -> Iterator[tuple[ast.Call, ast.Call]]:
    """All such pairs of the coroutines of the file."""
    steps = model.analysis(_BlockingCalls)
    for scope in model.terms.root.walk():
        if scope.is_coroutine:
            yield from {pair: True for pairs in steps.of(scope).steps.values() for pair in pairs}


def is_locked_by_halves(pair: tuple[ast.Call, ast.Call], model: SemanticModel) -> bool:
    """Whether each call of *pair* takes a lock of threads for itself, and lets it go before the other.

    So other threads do come to what they work on, and would do so in between.
    """
    first, second = (_locks(call, model) for call in pair)
    return bool(first and second) and first.isdisjoint(second)


def _locks(call: ast.Call, model: SemanticModel) -> set[ast.With]:
    """The blocks that hold a lock of threads around *call*, or in a function of the project that it calls."""
    found = set(model.analysis(_BlockingCalls).of(model.scope_of(call)).locks[call])
    for option in options_of(model.value_of(call.func)):
        if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
            summary = option.summary
            value_of = partial(model.value_in, function=summary, scope=summary.scope)
            for _, held in calls_with_locks(summary.scope, model.types, value_of):
                found |= held
    return found


class _BlockingCalls:
    """The blocking calls of each scope, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, _CallsOfScope] = {}

    def of(self, scope: Scope) -> _CallsOfScope:
        """Those of *scope*."""
        found = self._known.get(scope)
        if found is None:
            found = self._known[scope] = _CallsOfScope(scope, self._model)
        return found


class _CallsOfScope:
    """The blocking calls of one scope, and those among them that are one step."""

    def __init__(self, scope: Scope, model: SemanticModel) -> None:
        self._model = model
        self._scope = scope
        calls = [call for call in scope.of_type(ast.Call) if model.effects_at(call)]
        self._places = {call: place for place, call in enumerate(calls)}
        self._waits = sorted({getattr(node, "lineno", 0) for node in suspensions(scope.body)})
        self._asked: dict[ast.If, list[ast.Call]] = {}
        self.steps = self._steps()
        """The steps of each call, in the order of the code."""

    @cached_property
    def locks(self) -> dict[ast.Call, frozenset[ast.With]]:
        """The blocks that hold a lock of threads around each call of the scope."""
        return dict(calls_with_locks(self._scope, self._model.types, self._model.value_of))

    def _steps(self) -> dict[ast.Call, list[tuple[ast.Call, ast.Call]]]:
        found = {*self._written_back(), *self._checked_then_done()}
        known: defaultdict[ast.Call, list[tuple[ast.Call, ast.Call]]] = defaultdict(list)
        for first, second in sorted(found, key=lambda pair: tuple(map(self._places.get, pair))):
            known[first].append((first, second))
            known[second].append((first, second))
        return dict(known)

    def _written_back(self) -> Iterator[tuple[ast.Call, ast.Call]]:
        """The pairs of which the second is given what the first gave, changed meanwhile."""
        taken: defaultdict[str, list[ast.Call]] = defaultdict(list)
        for call in sorted(self._places, key=lambda call: call.lineno):
            for name in _names_given_to(call):
                taken[name].append(call)
        changed = _changes(self._scope)
        for first in self._places:
            name = _given_name(first, self._model)
            lines = changed.get(name, ())
            at = bisect_right(lines, first.lineno)
            if at < len(lines):
                for second in self._taking(taken[name], lines[at], first):
                    yield first, second

    def _taking(self, calls: list[ast.Call], line: int, first: ast.Call) -> list[ast.Call]:
        """Those of *calls*, in order, from *line* on that may be given what *first* gave.

        Of very many the nearest: else a thousand such steps after one another are a million pairs.
        """
        at = bisect_left(calls, line, key=_line)
        end = bisect_right(calls, self._next_wait(first), key=_line)
        return [call for call in calls[at : min(end, at + _MOST_TAKING)] if call is not first]

    def _next_wait(self, call: ast.Call) -> int:
        """The line on which the function waits next as it is."""
        after = bisect_right(self._waits, call.lineno)
        return self._waits[after] if after < len(self._waits) else _NEVER

    def _checked_then_done(self) -> Iterator[tuple[ast.Call, ast.Call]]:
        """The pairs of an ``if`` that asks something and what acts on the same object and key in it."""
        for second in self._places:
            if not _is_repeatable(second, self._model):
                for first in tests_that_miss(second, self._model):
                    yield first, second
            key = _object_and_key(second)
            node: ast.AST = second
            while any(key) and not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
                node = self._model.parent(node)
                for first in self._calls_asking(node) if isinstance(node, ast.If) else ():
                    if first is not second and _object_and_key(first) == key:
                        if first.lineno <= second.lineno <= self._next_wait(first):
                            yield first, second

    def _calls_asking(self, stmt: ast.If) -> list[ast.Call]:
        known = self._asked.get(stmt)
        if known is None:
            inside = (node for node in ast.walk(stmt.test) if isinstance(node, ast.Call))
            known = self._asked[stmt] = [call for call in inside if call in self._places]
        return known


def _is_repeatable(call: ast.Call, model: SemanticModel) -> bool:
    return any(repeatable(call, effect, model) for effect in model.effects_at(call).values())


def _changes(scope: Scope) -> dict[str, list[int]]:
    """The lines on which a part of each variable is changed, in order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    places: list[ast.Attribute | ast.Subscript] = [*scope.of_type(ast.Attribute)]
    places += scope.of_type(ast.Subscript)
    for place in places:
        if not isinstance(place.ctx, ast.Load) or getattr(place, "attr", "") in _CHANGING:
            found[root_name(place)].append(place.lineno)
    return {name: sorted(lines) for name, lines in found.items() if name}


def _line(call: ast.Call) -> int:
    return call.lineno


def _given_name(call: ast.Call, model: SemanticModel) -> str:
    """The variable that is given what *call* gives, or ''."""
    match model.parent(call):
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _names_given_to(call: ast.Call) -> set[str]:
    return {arg.id for arg in call.args if isinstance(arg, ast.Name)}


def _object_and_key(call: ast.Call) -> tuple[str, str]:
    """The object whose method is called and the first argument, as texts; two empty ones if not both."""
    if not call.args or not isinstance(call.func, ast.Attribute):
        return "", ""
    return ast.dump(call.func.value), ast.dump(call.args[0])
