"""Functions that keep in what they are given what they have waited for: ``state[key] = exchange(code)``.

A code that was read from the state, and can be exchanged once, is a step for the event loop: the next who
asks finds what it was exchanged for. In threads both exchange it, and what the second gets, an error or
nothing, takes the place of the first. It may be a few calls down; what the caller has made itself is nobody
else's.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import At, end_of, start_of
from flake8_asyncpitfalls.analyses.passed_arguments import by_place_and_name
from flake8_asyncpitfalls.analyses.state_accesses import Held
from flake8_asyncpitfalls.analyses.thread_affinity import locks_around
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.sites import site_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

_DEPTH, _MOST_CALLS, _MOST_OPTIONS = 4, 60, 4
_OF_ITSELF = ("self", "cls")


def keeps_in_given(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls reads what it is given, waits, and keeps there what it got."""
    known = model.analysis(_Keepers)
    scope, terms = model.scope_of(call), model.terms
    return any(
        any(_lasts(given, scope, terms) for given in _given_as(names, one, call))
        for one in _options(model, call)
        for names in [known.of(one, _DEPTH)]
    )


class _Keepers:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[FunctionSummary, int], frozenset[str]] = {}

    def of(self, function: FunctionValue, depth: int) -> frozenset[str]:
        """The parameters of *function*, ``self`` among them, in which it keeps what it waits for."""
        summary = function.summary
        if not depth or summary.module.is_stub or summary.is_async:
            return frozenset()
        key = summary, depth
        if key not in self._known:
            self._known[key] = frozenset()  # a function that calls itself
            held = Held()
            summary.module.hold(held)
            self._known[key] = frozenset((*self._itself(summary), *self._below(function, depth)))
        return self._known[key]

    def _itself(self, function: FunctionSummary) -> Iterator[str]:
        scope, terms = function.scope, function.module.terms
        stored = [
            item
            for item in scope.of_type(ast.Subscript)
            if isinstance(item.ctx, ast.Store)
            and _is_parameter(root_name(item.value), scope, terms)
            and root_name(item.value) not in _OF_ITSELF
            and not locks_around(item, terms.parents)
        ]
        blocking = list(self._blocking(function)) if stored else []
        reads = _Reads(scope, terms)
        for item in stored if blocking else ():
            read_at = reads.first(item)
            if read_at is not None and any(
                read_at < end_of(call) < start_of(item) for call in blocking
            ):
                yield root_name(item.value)

    def _blocking(self, function: FunctionSummary) -> Iterator[ast.Call]:
        model, terms, scope = self._model, function.module.terms, function.scope
        frame = model.types.frame(function.module)
        for call in scope.of_type(ast.Call)[:_MOST_CALLS]:
            site = site_term(terms, call, scope)
            if site is not None and model.call_effects.of_site(*site, frame):
                yield call

    def _below(self, function: FunctionValue, depth: int) -> Iterator[str]:
        """What it hands to others that do so, of what it is given itself."""
        summary = function.summary
        scope, terms, types = summary.scope, summary.module.terms, self._model.types
        frame = types.calls.frame_of(function, [], {})
        for call in scope.of_type(ast.Call)[:_MOST_CALLS] if depth > 1 else ():
            if locks_around(call, terms.parents):
                continue
            options = options_of(types.evaluate(terms.reduce(call.func, scope), frame))
            for one in options if len(options) <= _MOST_OPTIONS else ():
                if not isinstance(one, FunctionValue):
                    continue
                for given in _given_as(self.of(one, depth - 1), one, call):
                    name = root_name(given)
                    if _is_parameter(name, scope, terms):
                        yield name


class _Reads:
    """When a function first reads the entries of what it is given."""

    def __init__(self, scope: Scope, terms: ModuleTerms) -> None:
        self._scope = scope
        self._terms = terms
        self._known: dict[tuple[str, str], At] = {}
        for owner, key in self._all():
            about, at = (unparsed(owner), unparsed(key)), start_of(key)
            self._known[about] = min(at, self._known.get(about, at))

    def _all(self) -> Iterator[tuple[ast.expr, ast.expr]]:
        """What is read, each with the entry."""
        for item in self._scope.of_type(ast.Subscript):
            if isinstance(item.ctx, ast.Load):
                yield item.value, item.slice
        for test in self._scope.of_type(ast.Compare):
            if isinstance(test.ops[0], (ast.In, ast.NotIn)):
                yield test.comparators[0], test.left
        for call in self._scope.of_type(ast.Call):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "get" and call.args:
                yield call.func.value, call.args[0]

    def first(self, stored: ast.Subscript) -> At | None:
        """When the entry *stored* is read, or a call that gets all of it tells which entry that is."""
        known = self._known.get((unparsed(stored.value), unparsed(stored.slice)))
        return known or self._told(stored.slice, unparsed(stored.value), 2)

    def _told(self, key: ast.expr, owner: str, depth: int) -> At | None:
        bindings = self._terms.bindings_read(key, self._scope) if isinstance(key, ast.Name) else ()
        made = [one.value for one in bindings if one.kind == "assign"]
        match made:
            case [ast.Call() as call] if owner in map(unparsed, arguments_of(call)):
                return start_of(call)
            case [ast.Name() as name] if depth:
                return self._told(name, owner, depth - 1)
        return None


def _options(model: SemanticModel, call: ast.Call) -> list[FunctionValue]:
    options = options_of(model.value_of(call.func))
    return [one for one in options if isinstance(one, FunctionValue)]


def _given_as(names: frozenset[str], callee: FunctionValue, call: ast.Call) -> Iterator[ast.expr]:
    """What *call* gives for the parameters *names* of *callee*, its object among them."""
    if not names:
        return
    yield from (expr for name, expr in by_place_and_name(callee, call) if name in names)
    is_bound = isinstance(callee.receiver, Instance) and isinstance(call.func, ast.Attribute)
    if is_bound and not names.isdisjoint(_OF_ITSELF):
        assert isinstance(call.func, ast.Attribute)
        yield call.func.value


def _is_parameter(name: str, scope: Scope, terms: ModuleTerms) -> bool:
    bindings = terms.table(scope).by_name.get(name, ()) if name else ()
    return len(bindings) == 1 and bindings[0].kind == "param"


def _lasts(given: ast.expr, scope: Scope, terms: ModuleTerms) -> bool:
    """Whether *given* is there before its function begins, and after it: no local variable."""
    name = root_name(given)
    if not name:
        return False
    bindings = terms.table(scope).by_name.get(name, ())
    return all(one.kind == "param" for one in bindings)
