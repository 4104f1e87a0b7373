"""Whether a function makes by itself what only one thread may use, and leaves none of it behind.

``def load(path)`` that connects, asks and closes may run in any thread as a whole; one that works on
``self.connection``, on a variable of the module or on a parameter may not. All that the function calls
in the project is gone through. Where an object comes from is read off its term: the call that makes
it, the method of another object of its own, or something from outside.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import first_name, is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAX_FUNCTIONS = 100
_PASSED_ON = frozenset({"attr", "declared", "enter", "item", "iter", "part", "stable", "tested"})
"""Kinds of terms for something of an object, or for the object itself."""


def owns_what_it_uses(model: SemanticModel, function: Value) -> bool:
    """Whether each object bound to a thread that *function* uses is made by it, and stays in it."""
    return model.analysis(_Ownership).holds(function)


def hands_out_new(model: SemanticModel, function: FunctionValue) -> bool:
    """Whether all that a function of the project gives is made by it: no object that others have."""
    return model.analysis(_Ownership).hands_out_new(function)


class _Ownership:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._types = model.types
        self._known: dict[FunctionSummary, bool] = {}

    def holds(self, function: Value) -> bool:
        """Whether every function that *function* may be owns what it uses."""
        options = options_of(function)
        return all(
            isinstance(option, FunctionValue) and self._is_known(option) for option in options
        )

    def _is_known(self, function: FunctionValue) -> bool:
        summary = function.summary
        if summary not in self._known:
            is_run_at_once = not (
                summary.module.is_stub or summary.is_generator or function.call_kind
            )
            seen: set[FunctionSummary] = set()
            self._known[summary] = is_run_at_once and self._is_closed(function, seen)
        return self._known[summary]

    def _is_closed(self, function: FunctionValue, seen: set[FunctionSummary]) -> bool:
        """Whether nothing that *function* does works on an object of others, or gives one away."""
        summary = function.summary
        if summary in seen or summary.module.is_stub or summary.is_async:
            return True
        is_outermost = not seen
        seen.add(summary)
        if len(seen) > _MAX_FUNCTIONS or self._gives_away(function, is_outermost=is_outermost):
            return False
        frame = self._types.calls.frame_of(function, [], {})
        return all(
            self._is_call_closed(site.term[1], frame, seen, is_outermost=is_outermost)
            for site in summary.sites
            if site.kind == "call"
        )

    def _is_call_closed(
        self, callee: Term, frame: Frame, seen: set[FunctionSummary], *, is_outermost: bool
    ) -> bool:
        for option in options_of(self._types.evaluate(callee, frame)):
            function = self._run_by(option)
            if function is None:
                continue
            if not function.summary.module.is_stub:
                if not self._is_closed(function, seen):
                    return False
            elif self._is_bound(function) and not self._is_own(callee[1], frame, is_outermost):
                return False
        return True

    def _run_by(self, callee: Value) -> FunctionValue | None:
        """The function that calling *callee* runs, if it is known."""
        if isinstance(callee, ClassValue) and not callee.summary.module.is_stub:
            found = self._types.members.method(Instance(callee.summary), "__init__")
            return found if isinstance(found, FunctionValue) else None
        return callee if isinstance(callee, FunctionValue) else None

    def _is_bound(self, method: FunctionValue) -> bool:
        """Whether *method* works on an object that only its own thread may use."""
        if method.receiver is None:
            return False
        return _never_leaves(method.summary) or self._is_bound_object(method.receiver)

    def _is_bound_object(self, value: Value) -> bool:
        return isinstance(value, Instance) and any(
            base is not None
            and base.module.is_stub
            and ("thread_bound" in base.markers or _has_bound_methods(base))
            for base in self._types.members.mro(value.summary)
        )

    def _is_own(self, term: Term, frame: Frame, is_outermost: bool) -> bool:
        """Whether the object of *term* was made by the function that runs in *frame*.

        What is handed to a function further in was looked at where it is called.
        """
        kind = term[0]
        if kind in _PASSED_ON:
            return self._is_own(term[1], frame, is_outermost)
        if kind == "union":
            parts = [part for part in term[1] if part[0] != "none"]
            return all(self._is_own(part, frame, is_outermost) for part in parts)
        if kind == "param":
            return not is_outermost
        return kind == "call" and self._is_made_by(term[1], frame, is_outermost)

    def _is_made_by(self, callee: Term, frame: Frame, is_outermost: bool) -> bool:
        """Whether calling *callee* makes a new object."""
        options = options_of(self._types.evaluate(callee, frame))
        return bool(options) and all(
            self._makes(option, callee, frame, is_outermost) for option in options
        )

    def _makes(self, maker: Value, callee: Term, frame: Frame, is_outermost: bool) -> bool:
        if isinstance(maker, (ClassValue, Instance)):
            return True
        if not isinstance(maker, FunctionValue):
            return False
        if maker.summary.module.is_stub:
            return not self._is_bound(maker) or self._is_own(callee[1], frame, is_outermost)
        return self.hands_out_new(maker)

    def hands_out_new(self, function: FunctionValue) -> bool:
        """Whether all that a function of the project returns or yields is made in it."""
        summary = function.summary
        frame = self._types.calls.frame_of(function, [], {})
        handing = [stmt.value for stmt in summary.scope.of_type(ast.Return)]
        handing += [node.value for node in summary.scope.of_type(ast.Yield)]
        given = [expr for expr in handing if not is_nothing(expr)]
        terms = summary.module.terms
        return bool(given) and all(
            self._is_own(terms.reduce(expr, summary.scope), frame, True) for expr in given
        )

    def _gives_away(self, function: FunctionValue, *, is_outermost: bool) -> bool:
        """Whether *function* stores an object of a thread elsewhere, or the outermost returns it."""
        summary = function.summary
        frame = self._types.calls.frame_of(function, [], {})
        return any(
            self._is_bound_object(option)
            for expr in _given_away(summary, is_outermost=is_outermost)
            for option in options_of(
                self._types.evaluate(summary.module.terms.reduce(expr, summary.scope), frame)
            )
        )


def _given_away(summary: FunctionSummary, *, is_outermost: bool) -> Iterator[ast.expr]:
    """What *summary* puts into attributes, containers and variables of others, or returns."""
    scope = summary.scope
    yield from _stored(scope)
    for call in scope.of_type(ast.Call):
        if isinstance(call.func, ast.Attribute) and first_name(call.func) in ("self", "cls"):
            yield from call.args
    for stmt in scope.of_type(ast.Return) if is_outermost else ():
        if stmt.value is not None:
            yield from stmt.value.elts if isinstance(stmt.value, ast.Tuple) else [stmt.value]


def _stored(scope: Scope) -> Iterator[ast.expr]:
    """What is assigned to attributes, items and variables of others."""
    outer = {name for stmt in scope.of_type(ast.Global) for name in stmt.names}
    outer |= {name for stmt in scope.of_type(ast.Nonlocal) for name in stmt.names}
    assigned: list[tuple[list[ast.expr], ast.expr | None]] = [
        (stmt.targets, stmt.value) for stmt in scope.of_type(ast.Assign)
    ]
    assigned += [([stmt.target], stmt.value) for stmt in scope.of_type(ast.AnnAssign)]
    for targets, value in assigned:
        if value is not None and any(
            isinstance(target, (ast.Attribute, ast.Subscript))
            or (isinstance(target, ast.Name) and target.id in outer)
            for target in targets
        ):
            yield value


def _has_bound_methods(base: ClassSummary) -> bool:
    methods = (base.module.function(identity) for identity in base.methods)
    return any(_never_leaves(method) for method in methods)


def _never_leaves(function: FunctionSummary) -> bool:
    marker = function.markers.get("blocks")
    return marker is not None and marker.keywords.get("offload") == "never"
