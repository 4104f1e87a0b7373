"""Whether a function makes by itself what only one thread may use, and leaves none of it behind.

``def load(path)`` that connects, asks and closes may run in any thread as a whole; one that works on
``self.connection``, on a variable of the module or on a parameter may not, unless it takes turns with
the other threads or has one for each (see thread_sharing). All that the function calls in the project
is gone through. Where an object comes from is read off its term: the call that makes it, the method of
another object of its own, or something from outside.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flake8_asyncpitfalls.analyses.thread_sharing import Sharing, is_local, is_of_thread
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


def owns_what_it_uses(model: SemanticModel, call: ast.Call) -> bool:
    """Whether each object bound to a thread that *call* uses is made by what it calls, and stays there."""
    is_dropped = isinstance(model.parent(call), ast.Expr)
    return model.analysis(_Ownership).holds(model.value_of(call.func), is_dropped=is_dropped)


def hands_out_new(model: SemanticModel, function: FunctionValue) -> bool:
    """Whether all that a function of the project gives is made by it: no object that others have."""
    return model.analysis(_Ownership).hands_out_new(function)


class _Place(NamedTuple):
    """Where code runs: in *frame*, in the function asked about or further in, under a lock or not."""

    frame: Frame
    is_outermost: bool
    is_locked: bool = False


_Seen: TypeAlias = "set[tuple[FunctionSummary, bool]]"


class _Ownership:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._types = model.types
        self._sharing = Sharing(model.types)
        self._known: dict[tuple[FunctionSummary, bool], bool] = {}

    def holds(self, function: Value, *, is_dropped: bool) -> bool:
        """Whether every function that *function* may be owns what it uses.

        *is_dropped*: nobody takes what it gives.
        """
        options = options_of(function)
        return all(
            isinstance(option, FunctionValue) and self._is_known(option, is_dropped=is_dropped)
            for option in options
        )

    def _is_known(self, function: FunctionValue, *, is_dropped: bool) -> bool:
        summary = function.summary
        if (summary, is_dropped) not in self._known:
            is_run_at_once = not (
                summary.module.is_stub or summary.is_generator or function.call_kind
            )
            closed = is_run_at_once and (is_dropped or not self._gives_back(function))
            self._known[summary, is_dropped] = closed and self._is_closed(function, set())
        return self._known[summary, is_dropped]

    def _is_closed(self, function: FunctionValue, seen: _Seen, *, is_locked: bool = False) -> bool:
        """Whether nothing that *function* does works on an object of others, or gives one away.

        *is_locked*: whoever calls it holds a lock meanwhile.
        """
        summary = function.summary
        if (summary, is_locked) in seen or summary.module.is_stub or summary.is_async:
            return True
        is_outermost = not seen
        seen.add((summary, is_locked))
        if len(seen) > _MAX_FUNCTIONS or self._gives_away(function, is_locked=is_locked):
            return False
        frame = self._types.calls.frame_of(function, [], {})
        terms, scope = summary.module.terms, summary.scope
        for call in scope.of_type(ast.Call):
            term = terms.reduce(call, scope)
            locked = is_locked or self._sharing.is_locked_at(call, summary, frame)
            place = _Place(frame, is_outermost, locked)
            if term[0] == "call" and not self._is_call_closed(term[1], place, seen):
                return False
        return True

    def _is_call_closed(self, callee: Term, place: _Place, seen: _Seen) -> bool:
        for option in options_of(self._types.evaluate(callee, place.frame)):
            function = self._run_by(option)
            if function is None:
                continue
            if not function.summary.module.is_stub:
                if not self._is_closed(function, seen, is_locked=place.is_locked):
                    return False
            elif self._is_bound(function) and not self._is_own(callee[1], place):
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

    def _is_own(self, term: Term, place: _Place) -> bool:
        """Whether the code at *place* made the object of *term*, or may use it as it does.

        What is handed to a function further in was looked at where it is called.
        """
        kind = term[0]
        if is_of_thread(self._types, term, place.frame):
            return True
        if place.is_locked and self._sharing.is_shareable(term, place.frame):
            return True
        if kind in _PASSED_ON:
            return self._is_own(term[1], place)
        if kind == "union":
            parts = [part for part in term[1] if part[0] != "none"]
            return all(self._is_own(part, place) for part in parts)
        if kind == "param":
            return not place.is_outermost
        return kind == "call" and self._is_made_by(term[1], place)

    def _is_made_by(self, callee: Term, place: _Place) -> bool:
        """Whether calling *callee* makes a new object."""
        options = options_of(self._types.evaluate(callee, place.frame))
        return bool(options) and all(self._makes(option, callee, place) for option in options)

    def _makes(self, maker: Value, callee: Term, place: _Place) -> bool:
        if isinstance(maker, (ClassValue, Instance)):
            return True
        if not isinstance(maker, FunctionValue):
            return False
        if maker.summary.module.is_stub:
            return not self._is_bound(maker) or self._is_own(callee[1], place)
        return self.hands_out_new(maker)

    def hands_out_new(self, function: FunctionValue) -> bool:
        """Whether all that a function of the project returns or yields is made in it, or for its caller."""
        summary = function.summary
        frame = self._types.calls.frame_of(function, [], {})
        handing: list[ast.Return | ast.Yield] = [
            *summary.scope.of_type(ast.Return),
            *summary.scope.of_type(ast.Yield),
        ]
        given = [(node, node.value) for node in handing if not is_nothing(node.value)]
        return bool(given) and all(
            self._is_own(
                summary.module.terms.reduce(expr, summary.scope),
                _Place(frame, True, self._is_lent(node, function, frame)),
            )
            for node, expr in given
        )

    def _is_lent(self, node: ast.AST, function: FunctionValue, frame: Frame) -> bool:
        """Whether *node* yields under a lock: whoever gets what it yields has it to himself."""
        is_yield = isinstance(node, ast.Yield)
        return is_yield and self._sharing.is_locked_at(node, function.summary, frame)

    def _gives_away(self, function: FunctionValue, *, is_locked: bool) -> bool:
        """Whether *function* stores an object of a thread elsewhere, or hands it to its own object."""
        summary = function.summary
        frame = self._types.calls.frame_of(function, [], {})

        def reduce(expr: ast.expr) -> Term:
            return summary.module.terms.reduce(expr, summary.scope)

        def is_for_all(expr: ast.expr) -> bool:
            locked = is_locked or self._sharing.is_locked_at(expr, summary, frame)
            return locked and self._sharing.is_shareable(reduce(expr), frame)

        return any(
            self._is_bound_expression(expr, function) and not is_for_all(expr)
            for owner, expr in _given_away(summary.scope)
            if owner is None or not is_local(self._types, reduce(owner), frame)
        )

    def _gives_back(self, function: FunctionValue) -> bool:
        """Whether *function* returns an object of a thread."""
        given = [stmt.value for stmt in function.summary.scope.of_type(ast.Return) if stmt.value]
        parts = (part for expr in given for part in getattr(expr, "elts", [expr]))
        return any(self._is_bound_expression(part, function) for part in parts)

    def _is_bound_expression(self, expr: ast.expr, function: FunctionValue) -> bool:
        summary = function.summary
        frame = self._types.calls.frame_of(function, [], {})
        term = summary.module.terms.reduce(expr, summary.scope)
        return any(map(self._is_bound_object, options_of(self._types.evaluate(term, frame))))


_Given: TypeAlias = "tuple[ast.expr | None, ast.expr]"
"""What is given away, after the object whose attribute it becomes, if it becomes one."""


def _given_away(scope: Scope) -> Iterator[_Given]:
    """What the function puts into attributes, containers and variables of others."""
    yield from _stored(scope)
    for call in scope.of_type(ast.Call):
        if isinstance(call.func, ast.Attribute) and first_name(call.func) in ("self", "cls"):
            yield from ((None, arg) for arg in call.args)


def _stored(scope: Scope) -> Iterator[_Given]:
    """What is assigned to attributes, items and variables of others."""
    outer = {name for stmt in scope.of_type(ast.Global) for name in stmt.names}
    outer |= {name for stmt in scope.of_type(ast.Nonlocal) for name in stmt.names}
    assigned: list[tuple[list[ast.expr], ast.expr | None]] = [
        (stmt.targets, stmt.value) for stmt in scope.of_type(ast.Assign)
    ]
    assigned += [([stmt.target], stmt.value) for stmt in scope.of_type(ast.AnnAssign)]
    for targets, value in assigned:
        if value is None:
            continue
        for target in targets:
            if isinstance(target, ast.Attribute):
                yield target.value, value
            elif isinstance(target, ast.Subscript) or getattr(target, "id", "") in outer:
                yield None, value


def _has_bound_methods(base: ClassSummary) -> bool:
    methods = (base.module.function(identity) for identity in base.methods)
    return any(_never_leaves(method) for method in methods)


def _never_leaves(function: FunctionSummary) -> bool:
    marker = function.markers.get("blocks")
    return marker is not None and marker.keywords.get("offload") == "never"
