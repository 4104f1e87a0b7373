"""Whether threads may take turns with an object, or have one of it each.

``sqlite3.connect(path, check_same_thread=False)`` makes a connection that any thread may use while it
holds the lock that all of them take; stubs say which functions make such objects (``shareable``), and
which classes are not thread-safe at all (``needs_lock``). What is kept in a ``threading.local`` belongs
to the thread that reads it, whichever that is.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.effects.marker_conditions import MarkerConditions
from flake8_asyncpitfalls.semantics.effects.object_origins import Making, ObjectOrigins
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.semantics.terms.term import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term

_LOCALS = frozenset({"threading.local", "_thread._local"})
_TAKE, _GIVE_BACK = "acquire", "release"
_ASKING = frozenset({"getattr", "hasattr"})
_NEEDS_LOCK = "needs_lock"


def is_of_thread(types: Evaluator, term: Term, frame: Frame) -> bool:
    """Whether *term* is an attribute of a ``threading.local``."""
    return term[0] == "attr" and is_local(types, term[1], frame)


def is_local(types: Evaluator, term: Term, frame: Frame) -> bool:
    """Whether *term* is certainly a ``threading.local``."""
    return is_local_value(types, types.evaluate(term, frame))


def is_local_value(types: Evaluator, value: Value) -> bool:
    """Whether *value* is certainly a ``threading.local``."""
    return all(
        isinstance(option, Instance)
        and any(
            base and base.qualified_name in _LOCALS for base in types.members.mro(option.summary)
        )
        for option in options_of(value)
    )


def makes_when_missing(name: str, function: FunctionSummary) -> bool:
    """Whether *function* sets an attribute called *name* where it has found that there is none.

    Of a ``threading.local`` each thread gets one of its own so.
    """
    scope = function.scope
    is_set = any(
        node.attr == name and isinstance(node.ctx, ast.Store)
        for node in scope.of_type(ast.Attribute)
    )
    return is_set and (
        any(_asks_for(call, name) for call in scope.of_type(ast.Call))
        or any(
            handler.type is not None and last_name(handler.type) == AttributeError.__name__
            for handler in scope.of_type(ast.ExceptHandler)
        )
    )


def _asks_for(call: ast.Call, name: str) -> bool:
    """Whether *call* is ``hasattr(x, "name")`` or ``getattr(x, "name", default)``."""
    if not isinstance(call.func, ast.Name) or call.func.id not in _ASKING:
        return False
    return any(isinstance(arg, ast.Constant) and arg.value == name for arg in call.args)


class Sharing:
    """Answers for one run."""

    def __init__(self, types: Evaluator) -> None:
        self._types = types
        self._origins = _Origins(types)
        self._conditions = MarkerConditions(types)

    def is_shareable(self, term: Term, frame: Frame) -> bool:
        """Whether threads may take turns with the object of *term*, however it was made."""
        if self.needs_lock(self._types.evaluate(term, frame)):
            return True
        makings = self._origins.makings(term, frame)
        return bool(makings) and all(map(self._makes_shareable, makings or ()))

    def needs_lock(self, value: Value) -> bool:
        """Whether *value* is certainly of a class that says that it is not thread-safe."""
        return self._types.members.is_marked(value, _NEEDS_LOCK)

    def keeps_unlocked(self, function: FunctionSummary, frame: Frame) -> bool:
        """Whether a decorator of *function* keeps what it gives in such an object, with no lock for it."""
        return any(self._is_unlocked_cache(term, frame) for term in function.decorators)

    def _is_unlocked_cache(self, decorator: Term, frame: Frame) -> bool:
        if decorator[0] != "call":
            return False
        given = [*decorator[2], *(term for _, term in decorator[3])]
        is_marked = any(
            isinstance(option, FunctionValue) and _NEEDS_LOCK in option.summary.markers
            for option in options_of(self._types.evaluate(decorator[1], frame))
        )
        if not is_marked and not any(
            self.needs_lock(self._types.evaluate(term, frame)) for term in given
        ):
            return False
        named = dict(decorator[3]).get("lock", NONE)
        return named is NONE and not any(self._is_lock(term, frame) for term in given)

    def used_at_once(self, function: FunctionSummary) -> Iterator[tuple[ast.expr, Term]]:
        """The objects that *function* asks for items, or sets them in, without a call; with the place."""
        owners = [node.value for node in function.scope.of_type(ast.Subscript)]
        owners += [
            test.comparators[-1]
            for test in function.scope.of_type(ast.Compare)
            if isinstance(test.ops[-1], (ast.In, ast.NotIn))
        ]
        for owner in owners:
            yield owner, function.module.terms.reduce(owner, function.scope)

    def _makes_shareable(self, making: Making) -> bool:
        call, frame = making
        function = self._types.evaluate(call[1], frame)
        if not isinstance(function, FunctionValue):
            return False
        marker = function.summary.markers.get("shareable")
        return marker is not None and not self._conditions.is_harmless(
            function, marker, call, frame
        )

    def is_locked_at(self, node: ast.AST, function: FunctionSummary, frame: Frame) -> bool:
        """Whether *node* of *function*, which runs in *frame*, stands in the ``with`` of a thread lock."""
        terms = function.module.terms
        child, parent = node, terms.parents.get(node)
        while parent is not None and child is not function.scope.node:
            if isinstance(parent, ast.With) and child in parent.body:
                managers = (item.context_expr for item in parent.items)
                if any(self._is_lock(_term(manager, function), frame) for manager in managers):
                    return True
            child, parent = parent, terms.parents.get(parent)
        return False

    def gives_lock_back(self, call: ast.Call, function: FunctionSummary, frame: Frame) -> bool:
        """Whether *call* takes a thread lock that *function*, or one nested in it, gives back.

        Whoever takes it and whoever gives it back is one thread then: that which runs *function*.
        """
        func = call.func
        if not isinstance(func, ast.Attribute) or func.attr != _TAKE:
            return False
        methods = options_of(self._types.evaluate(_term(func, function), frame))
        is_lock = all(
            isinstance(method, FunctionValue)
            and isinstance(method.receiver, Instance)
            and "lock" in method.receiver.summary.markers
            for method in methods
        )
        lock = ast.dump(func.value)
        return is_lock and any(
            isinstance(node, ast.Attribute)
            and node.attr == _GIVE_BACK
            and ast.dump(node.value) == lock
            for node in ast.walk(function.scope.node)
        )

    def _is_lock(self, term: Term, frame: Frame) -> bool:
        return all(
            isinstance(option, Instance) and "lock" in option.summary.markers
            for option in options_of(self._types.evaluate(term, frame))
        )


def _term(expr: ast.expr, function: FunctionSummary) -> Term:
    return function.module.terms.reduce(expr, function.scope)


class _Origins(ObjectOrigins):
    """Follows objects to the functions of stubs that make them, through functions of the project."""

    def makings(self, term: Term, frame: Frame, steps: int = 0) -> list[Making] | None:
        """The calls that made the object, with their frames; None if one is unknown."""
        if term is NONE:
            return []
        function = self.types.evaluate(term[1], frame) if term[0] == "call" else None
        if not isinstance(function, FunctionValue):
            return super().makings(term, frame, steps)
        if function.summary.module.is_stub:
            is_made_from = function.receiver is not None and term[1][0] == "attr"
            return self.makings(term[1][1], frame, steps + 1) if is_made_from else [(term, frame)]
        if function.call_kind or function.summary.is_generator:
            return None
        inner = self.types.calls.frame_of(function, [], {})
        return self._all([(given, inner) for _, given in function.summary.results], steps)
