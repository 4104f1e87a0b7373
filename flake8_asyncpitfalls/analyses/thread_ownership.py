"""Whether a function makes by itself what only one thread may use, and leaves none of it behind.

``def load(path)`` that connects, asks and closes may run in any thread as a whole; one that works on
``self.connection``, on a variable of the module or on a parameter may not, unless it takes turns with
the other threads or has one for each (see thread_sharing). All that the function calls in the project
is gone through, the getters of properties and what stands in for abstract methods as well. Where an
object comes from is read off its term: the call that makes it, the method of another object of its own,
or something from outside. What hangs on an object of its own is its own.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from flake8_asyncpitfalls.analyses.given_away import calls_of_self, gets_of, stored_in
from flake8_asyncpitfalls.analyses.thread_marks import has_bound_methods, never_leaves
from flake8_asyncpitfalls.analyses.thread_sharing import Sharing, is_local, is_of_thread
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import is_nothing

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAX_FUNCTIONS = 100
_PASSED_ON = frozenset({"attr", "declared", "enter", "item", "iter", "part", "stable", "tested"})
"""Kinds of terms for something of an object, or for the object itself."""
_OWN_OBJECT = frozenset({"self", "super"})


def owns_what_it_uses(model: SemanticModel, call: ast.Call, *, is_given_own: bool = False) -> bool:
    """Whether each object bound to a thread that *call* uses is made by what it calls, and stays there.

    *is_given_own*: what it is given may go there.
    """
    return model.types.kept(_Ownership).holds(
        model.value_of(call.func),
        is_dropped=model.is_dropped(call) or is_given_own,
        is_given_own=is_given_own,
    )


def works_on_others(
    model: SemanticModel,
    call: ast.Call,
    *,
    is_result_kept: bool = False,
    is_given_own: bool = False,
) -> bool:
    """Whether what *call* calls certainly uses an object bound to a thread that it has not made itself.

    Or whether it leaves one of its own behind for others. *is_result_kept*: what it gives stays with
    the thread. *is_given_own*: what it is given was made there.
    """
    is_dropped = is_result_kept or model.is_dropped(call)
    function = model.value_of(call.func)
    return _uses_others(model, function, is_dropped=is_dropped, is_given_own=is_given_own)


def gets_of_others(model: SemanticModel, getter: FunctionValue) -> bool:
    """Whether the getter of a property certainly uses an object bound to a thread that it has not made."""
    return _uses_others(model, getter, is_dropped=True, is_given_own=False)


def is_made_here(model: SemanticModel, expr: ast.expr) -> bool:
    """Whether the function around *expr* makes the object that it is, as far as anybody knows."""
    return model.types.kept(_CertainUses).is_made_in(model.term_of(expr), model.frame)


def _uses_others(
    model: SemanticModel, function: Value, *, is_dropped: bool, is_given_own: bool
) -> bool:
    known = [option for option in options_of(function) if isinstance(option, FunctionValue)]
    found = model.types.kept(_CertainUses)
    return any(
        not option.summary.module.is_stub
        and not found.holds(option, is_dropped=is_dropped, is_given_own=is_given_own)
        for option in known
    )


def hands_out_new(model: SemanticModel, function: FunctionValue) -> bool:
    """Whether all that a function of the project gives is made by it: no object that others have."""
    return model.types.kept(_Ownership).hands_out_new(function)


def new_getter(types: Evaluator, owner: Value, name: str) -> FunctionValue | None:
    """The getter of the project's that runs each time that ``owner.name`` is read, if one does."""
    getter = types.members.property_getter(owner, name)
    if getter is None or getter.summary.module.is_stub or types.members.is_kept(owner, name):
        return None
    return getter


class _Place(NamedTuple):
    """Where code runs: in *frame*, under a lock or not.

    *is_given_own*: what the function is given is made by the one asked about, or was looked at where
    that calls it. *is_of_own*: so is the object that it is a method of.
    """

    frame: Frame
    is_given_own: bool = False
    is_locked: bool = False
    is_of_own: bool = False


_Seen: TypeAlias = "set[tuple[FunctionSummary, bool, bool]]"


class _Ownership:
    """Answers for one run."""

    _is_own_if_unknown = False
    """Whether what nobody knows counts as its own: a maker, or what a function does that reaches too much."""

    def __init__(self, types: Evaluator) -> None:
        self._types = types
        self._sharing = Sharing(types)
        self._known: dict[tuple[FunctionValue, bool, bool], bool] = {}
        self._open: set[tuple[FunctionSummary, bool]] = set()

    def holds(self, function: Value, *, is_dropped: bool, is_given_own: bool = False) -> bool:
        """Whether every function that *function* may be owns what it uses.

        *is_dropped*: nobody takes what it gives. *is_given_own*: what it is given counts as its own.
        """
        options = options_of(function)
        return all(
            isinstance(option, FunctionValue) and self._is_known(option, is_dropped, is_given_own)
            for option in options
        )

    def _is_known(self, function: FunctionValue, is_dropped: bool, is_given_own: bool) -> bool:
        key = (function, is_dropped, is_given_own)
        if key not in self._known:
            summary = function.summary
            if summary.module.is_stub or summary.is_generator or function.call_kind:
                self._known[key] = self._is_own_if_unknown
            else:
                others = self._types.implementations.instead_of(function)
                self._known[key] = all(
                    (is_dropped or not self._gives_back(one))
                    and self._is_closed(one, set(), is_given_own=is_given_own)
                    for one in (function, *others)
                )
        return self._known[key]

    def _is_closed(
        self,
        function: FunctionValue,
        seen: _Seen,
        *,
        is_given_own: bool,
        is_locked: bool = False,
        is_of_own: bool = False,
    ) -> bool:
        """Whether nothing that *function* does works on an object of others, or gives one away.

        *is_locked*: whoever calls it holds a lock meanwhile. For the others see _Place.
        """
        summary = function.summary
        key = (summary, is_locked, is_of_own)
        if key in seen or summary.module.is_stub or summary.is_async:
            return True
        seen.add(key)
        if len(seen) > _MAX_FUNCTIONS:
            return self._is_own_if_unknown
        frame = self._types.calls.frame_of(function, [], {})
        place = _Place(frame, is_given_own, is_locked, is_of_own)
        if self._gives_away(function, place) or self._takes_no_turns(function, place):
            return False
        terms, scope = summary.module.terms, summary.scope
        for call in scope.of_type(ast.Call):
            term = terms.reduce(call, scope)
            locked = is_locked or self._sharing.is_locked_at(call, summary, frame)
            here = place._replace(is_locked=locked)
            if self._sharing.gives_lock_back(call, summary, frame):
                continue
            if term[0] == "call" and not self._is_call_closed(term, here, seen):
                return False
        return all(self._is_getting_closed(get, summary, place, seen) for get in gets_of(summary))

    def _takes_no_turns(self, function: FunctionValue, place: _Place) -> bool:
        """Whether *function* works without a lock, and without a call, on what is not thread-safe."""
        summary, frame, sharing = function.summary, place.frame, self._sharing
        if sharing.keeps_unlocked(summary, frame):
            return True
        for owner, term in sharing.used_at_once(summary):
            if sharing.needs_lock(self._types.evaluate(term, frame)):
                locked = place.is_locked or sharing.is_locked_at(owner, summary, frame)
                if not self._is_own(term, place._replace(is_locked=locked)):
                    return True
        return False

    def _is_call_closed(self, call: Term, place: _Place, seen: _Seen) -> bool:
        callee = call[1]
        is_of_own = callee[0] == "attr" and self._is_own(callee[1], place)
        for option in options_of(self._types.evaluate(callee, place.frame)):
            function = self._run_by(option)
            if function is None:
                continue
            if not function.summary.module.is_stub:
                given = [*call[2], *(term for _, term in call[3])]
                if any(self._is_of_others(term, place) for term in given):
                    return False
                is_new = is_of_own or isinstance(option, ClassValue)
                if not self._is_body_closed(function, place, seen, is_of_own=is_new):
                    return False
            elif self._is_bound(function) and not self._is_receiver_own(callee, place):
                return False
        return True

    def _is_body_closed(
        self, function: FunctionValue, place: _Place, seen: _Seen, *, is_of_own: bool
    ) -> bool:
        """Whether that holds for *function*, called at *place*, and what may run in its stead."""
        return all(
            self._is_closed(
                one, seen, is_given_own=True, is_locked=place.is_locked, is_of_own=is_of_own
            )
            for one in (function, *self._types.implementations.instead_of(function))
        )

    def _is_getting_closed(
        self, attribute: ast.Attribute, function: FunctionSummary, place: _Place, seen: _Seen
    ) -> bool:
        """Whether that holds for the getter that *attribute* of *function* runs, if it runs one."""
        owner = function.module.terms.reduce(attribute.value, function.scope)
        value = self._types.evaluate(owner, place.frame)
        getter = self._types.members.property_getter(value, attribute.attr)
        if getter is None or getter.summary.module.is_stub:
            return True
        locked = place.is_locked or self._sharing.is_locked_at(attribute, function, place.frame)
        here = place._replace(is_locked=locked)
        return self._is_body_closed(getter, here, seen, is_of_own=self._is_own(owner, place))

    def _is_of_others(self, term: Term, place: _Place) -> bool:
        """Whether *term* is certainly an object bound to a thread that was not made here."""
        values = options_of(self._types.evaluate(term, place.frame))
        return any(map(self._is_for_one, values)) and not self._is_own(term, place)

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
        return never_leaves(method.summary) or self._is_for_one(method.receiver)

    def _is_for_one(self, value: Value) -> bool:
        """Whether *value* is an object that no two threads may use at once."""
        return self._is_bound_object(value) or self._sharing.needs_lock(value)

    def _is_bound_object(self, value: Value) -> bool:
        return isinstance(value, Instance) and any(
            base is not None
            and base.module.is_stub
            and ("thread_bound" in base.markers or has_bound_methods(base))
            for base in self._types.members.mro(value.summary)
        )

    def _is_own(self, term: Term, place: _Place) -> bool:
        """Whether the code at *place* made the object of *term*, or may use it as it does.

        What is handed to a function further in was looked at where it is called.
        """
        kind = term[0]
        if is_of_thread(self._types, term, place.frame):
            return True
        if kind in _OWN_OBJECT:
            return place.is_of_own
        if place.is_locked and self._sharing.is_shareable(term, place.frame):
            return True
        if kind == "attr" and self._is_got_new(term, place):
            return True
        if kind in _PASSED_ON:
            return self._is_own(term[1], place)
        if kind == "union":
            parts = [part for part in term[1] if part[0] != "none"]
            return all(self._is_own(part, place) for part in parts)
        if kind == "param":
            return place.is_given_own
        return kind == "call" and self._is_made_by(term[1], place)

    def _is_got_new(self, attribute: Term, place: _Place) -> bool:
        """Whether *attribute* is a property of the project that makes an object each time."""
        owner = self._types.evaluate(attribute[1], place.frame)
        getter = new_getter(self._types, owner, attribute[2])
        return getter is not None and self.hands_out_new(getter, is_given_own=True)

    def _is_receiver_own(self, callee: Term, place: _Place) -> bool:
        """Whether that holds for the object whose bound method *callee* is: ``read`` may be a global."""
        if callee[0] == "union":
            return all(self._is_receiver_own(part, place) for part in callee[1])
        return callee[0] in _PASSED_ON and self._is_own(callee[1], place)

    def _is_made_by(self, callee: Term, place: _Place) -> bool:
        """Whether calling *callee* makes a new object."""
        options = options_of(self._types.evaluate(callee, place.frame))
        return bool(options) and all(self._makes(option, callee, place) for option in options)

    def _makes(self, maker: Value, callee: Term, place: _Place) -> bool:
        if isinstance(maker, (ClassValue, Instance)):
            return True
        if not isinstance(maker, FunctionValue):
            return self._is_own_if_unknown
        if maker.summary.module.is_stub:
            return not self._is_bound(maker) or self._is_receiver_own(callee, place)
        # What it is given here is looked at where the calls of the function are.
        return self.hands_out_new(maker, is_given_own=True)

    def hands_out_new(self, function: FunctionValue, *, is_given_own: bool = False) -> bool:
        """Whether all that a function of the project returns or yields is made in it, or for its caller.

        So must what stands in for it do: of an abstract method only that counts.
        """
        key = (function.summary, is_given_own)
        if key in self._open:
            # What it gets from itself is one of the others that it gives.
            return True
        self._open.add(key)
        try:
            several = (function, *self._types.implementations.instead_of(function))
            found = [self._gives_new(one, is_given_own=is_given_own) for one in several]
            return True in found and False not in found
        finally:
            self._open.discard(key)

    def _gives_new(self, function: FunctionValue, *, is_given_own: bool) -> bool | None:
        """Whether that holds for *function* itself; None where it gives nothing."""
        summary = function.summary
        frame = self._types.calls.frame_of(function, [], {})
        handing: list[ast.Return | ast.Yield] = [
            *summary.scope.of_type(ast.Return),
            *summary.scope.of_type(ast.Yield),
        ]
        given = [(node, node.value) for node in handing if not is_nothing(node.value)]
        if not given:
            return None
        return all(
            self._is_own(
                summary.module.terms.reduce(expr, summary.scope),
                _Place(frame, is_given_own, self._is_lent(node, function, frame)),
            )
            for node, expr in given
        )

    def _is_lent(self, node: ast.AST, function: FunctionValue, frame: Frame) -> bool:
        """Whether *node* yields under a lock: whoever gets what it yields has it to himself."""
        is_yield = isinstance(node, ast.Yield)
        return is_yield and self._sharing.is_locked_at(node, function.summary, frame)

    def _gives_away(self, function: FunctionValue, place: _Place) -> bool:
        """Whether *function* stores an object of a thread elsewhere, or hands it to its own object."""
        summary = function.summary

        def reduce(expr: ast.expr) -> Term:
            return summary.module.terms.reduce(expr, summary.scope)

        def is_for_all(expr: ast.expr) -> bool:
            locked = place.is_locked or self._sharing.is_locked_at(expr, summary, place.frame)
            return locked and self._sharing.is_shareable(reduce(expr), place.frame)

        def is_for_others(owner: ast.expr | None) -> bool:
            if owner is None:
                return True
            term = reduce(owner)
            return not is_local(self._types, term, place.frame) and not self._is_own(term, place)

        stored = [*stored_in(summary.scope)]
        for call in calls_of_self(summary.scope):
            # What a function of the project does with it is gone through.
            options = options_of(self._types.evaluate(reduce(call.func), place.frame))
            if not all(
                isinstance(o, FunctionValue) and not o.summary.module.is_stub for o in options
            ):
                stored += [(call.func, arg) for arg in call.args]
        return any(
            self._is_bound_expression(expr, function)
            and is_for_others(owner)
            and not is_for_all(expr)
            for owner, expr in stored
        )

    def _gives_back(self, function: FunctionValue) -> bool:
        """Whether *function* returns an object of a thread, or makes one of the project that has one."""
        summary = function.summary
        place = _Place(self._types.calls.frame_of(function, [], {}))
        given = [stmt.value for stmt in summary.scope.of_type(ast.Return) if stmt.value]
        for part in (part for expr in given for part in getattr(expr, "elts", [expr])):
            term = summary.module.terms.reduce(part, summary.scope)
            values = options_of(self._types.evaluate(term, place.frame))
            is_bound = any(map(self._is_bound_object, values))
            if is_bound and not self._is_own_if_unknown:
                return True
            if (is_bound or any(map(self._has_bound, values))) and self._is_own(term, place):
                return True
        return False

    def _has_bound(self, value: Value) -> bool:
        """Whether an attribute of *value*, an object of the project, is an object of a thread."""
        members = self._types.members
        if not isinstance(value, Instance) or value.summary.module.is_stub:
            return False
        return any(
            self._is_bound_object(option)
            for name in sorted(value.summary.assigned)
            for option in options_of(members.get(value, name))
        )

    def _is_bound_expression(self, expr: ast.expr, function: FunctionValue) -> bool:
        summary = function.summary
        frame = self._types.calls.frame_of(function, [], {})
        term = summary.module.terms.reduce(expr, summary.scope)
        return any(map(self._is_bound_object, options_of(self._types.evaluate(term, frame))))


class _CertainUses(_Ownership):
    """The same question where nothing is known of what is not seen to be bound to a thread."""

    _is_own_if_unknown = True

    def is_made_in(self, term: Term, frame: Frame) -> bool:
        """Whether the object of *term* is made there."""
        return self._is_own(term, _Place(frame))

    def _is_bound(self, method: FunctionValue) -> bool:
        return method.receiver is not None and self._is_for_one(method.receiver)

    def _is_bound_object(self, value: Value) -> bool:
        return isinstance(value, Instance) and self._types.members.is_marked(value, "thread_bound")
