"""Code that syntax runs without a call of its name: ``with``, iteration, properties, operators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from flake8_asyncpitfalls.semantics.effects.effect import nearest
from flake8_asyncpitfalls.semantics.inference.protocols import CONTEXT
from flake8_asyncpitfalls.semantics.inference.values import (
    CallKind,
    ClassValue,
    FunctionValue,
    Instance,
    NamedInstance,
    Value,
    name_of,
)
from flake8_asyncpitfalls.semantics.summaries.sites import SiteKind
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.semantics.effects.effect import Effect, Effects
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame

CONSUMERS = frozenset({
    "builtins.all", "builtins.any", "builtins.dict", "builtins.frozenset", "builtins.list",
    "builtins.max", "builtins.min", "builtins.set", "builtins.sorted", "builtins.sum",
    "builtins.tuple", "collections.Counter", "collections.deque",
})  # fmt: skip
"""What goes over its one positional argument, or its first, before it returns."""
_ONE_OR_MANY = frozenset({"builtins.max", "builtins.min"})
_NEXT = "builtins.next"


_EXECUTOR = "concurrent.futures.Executor"
_SPECIAL = {
    "builtins.bool": "__bool__", "builtins.float": "__float__", "builtins.int": "__int__",
    "builtins.len": "__len__", "builtins.repr": "__repr__", "builtins.str": "__str__",
}  # fmt: skip
_METHODS: dict[SiteKind, str] = {
    "look up": "__getitem__", "store": "__setitem__", "delete": "__delitem__",
    "contain": "__contains__",
}  # fmt: skip
"""The special method that a site of that kind runs."""
_WRAPPERS = {
    "builtins.enumerate": 0, "builtins.filter": 1, "builtins.iter": 0, "builtins.map": 1,
    "builtins.zip": 0, "itertools.chain": 0, "itertools.islice": 0,
}  # fmt: skip
"""What goes over its positional arguments, from that one on, when it is itself gone over."""


class EffectsOfCalls(Protocol):
    """What implicit calls ask of the effects of plain ones."""

    types: Evaluator

    def of_call(self, callee: Value, term: Term | None, frame: Frame) -> Effects:
        """What the call *term* of *callee* blocks on."""

    def of_function(
        self, function: FunctionValue, frame: Frame | None = None, *, is_begun_only: bool = False
    ) -> Effects:
        """What running the body of *function* blocks on."""

    def callee_frame(
        self, function: FunctionValue, term: Term | None, frame: Frame
    ) -> Frame | None:
        """The frame of the callee, with the arguments that say something about its parameters."""

    def leaving(self, manager: Instance) -> Effect:
        """The wait at the end of a ``with`` block of *manager*."""


class ImplicitCalls:
    """Finds what such code blocks on, with what *calls* says of the calls that it makes."""

    def __init__(self, calls: EffectsOfCalls) -> None:
        self.calls = calls
        self.types = calls.types
        self._steps: dict[SiteKind, Callable[[Term, Frame], Effects]] = {
            "enter": self._enter,
            "enter pool": self._enter_pool,
            "iterate": self._iterate,
            "get": self._get,
            "operator": self._operate,
        }

    def of_site(self, kind: SiteKind, term: Term, frame: Frame) -> Effects:
        """What a site of that *kind*, which is no call, blocks on."""
        if kind in _METHODS:
            return self._special(_METHODS[kind], term, frame)
        return self._steps[kind](term, frame)

    def consumed(self, callee: str, term: Term, frame: Frame) -> Effects:
        """``list(f())`` runs the body of the generator function f, ``next(f())`` its beginning."""
        given = term[2][:1]
        if not given or given[0] is UNKNOWN or (callee in _ONE_OR_MANY and len(term[2]) > 1):
            return {}
        if callee in _SPECIAL:
            return self._special(_SPECIAL[callee], given[0], frame)
        if callee == _NEXT:
            is_call = given[0][0] == "call"
            return self._of_generator(given[0], frame, is_begun_only=True) if is_call else {}
        if callee not in CONSUMERS:
            return {}
        return _without_twins(self._iterate(given[0], frame))

    def _enter(self, term: Term, frame: Frame) -> Effects:
        value = self.types.evaluate(term, frame)
        if (
            isinstance(value, NamedInstance)
            and value.qualified_name == CONTEXT
            and term[0] == "call"
        ):
            return self._of_generator(term, frame, call_kind="context")
        found: Effects = {}
        if isinstance(value, Instance):
            for name in ("__enter__", "__exit__"):
                method = self.types.members.method(value, name)
                if method is not None:
                    call = _stub_call(method, term, name) or _exit_call(method, term, name)
                    found = nearest(found, self.calls.of_call(method, call, frame))
        return found

    def _enter_pool(self, term: Term, frame: Frame) -> Effects:
        """Leaving the block of an executor waits for the work that was given to it."""
        found = self._enter(term, frame)
        value = self.types.evaluate(term, frame)
        if isinstance(value, Instance):
            if self.types.members.derives_from(value.summary, _EXECUTOR):
                return nearest({"wait": self.calls.leaving(value)}, found)
        return found

    def _of_generator(
        self, term: Term, frame: Frame, call_kind: CallKind = "", *, is_begun_only: bool = False
    ) -> Effects:
        """The body of a generator function runs when it is entered or iterated."""
        callee = self.types.evaluate(term[1], frame)
        if not isinstance(callee, FunctionValue) or callee.call_kind != call_kind:
            return {}
        if callee.summary.is_async or not callee.summary.is_generator:
            return {}
        inner = self.calls.callee_frame(callee, term, frame)
        return self.calls.of_function(callee, inner, is_begun_only=is_begun_only)

    def _iterate(self, term: Term, frame: Frame) -> Effects:
        found: Effects = {}
        callee = name_of(self.types.evaluate(term[1], frame)) if term[0] == "call" else ""
        if callee in _WRAPPERS:
            for inner in term[2][_WRAPPERS[callee] :]:
                found = nearest(found, self._iterate(inner, frame))
            return _without_twins(found)
        value = self.types.evaluate(term, frame)
        if isinstance(value, NamedInstance) and term[0] == "call":
            return self._of_generator(term, frame)
        for name in ("__iter__", "__next__"):
            method = self.types.members.method(value, name)
            if method is not None:
                call = Term(("call", Term(("attr", term, name)), (), ()))
                found = nearest(found, self.calls.of_call(method, call, frame))
        return found

    def _get(self, term: Term, frame: Frame) -> Effects:
        """Reading a property runs its getter."""
        owner = self.types.evaluate(term[1], frame)
        getter = self.types.members.getter(owner, term[2])
        found = {} if getter is None else self.calls.of_call(getter, None, frame)
        if (
            found
            and self.types.members.is_kept(owner, term[2])
            and not self._is_new(term[1], frame)
        ):
            return {kind: replace(effect, is_kept=True) for kind, effect in found.items()}
        return found

    def _is_new(self, term: Term, frame: Frame) -> bool:
        """Whether *term* is an object that is made here."""
        is_call = term[0] == "call"
        return is_call and isinstance(self.types.evaluate(term[1], frame), ClassValue)

    def _special(self, name: str, term: Term, frame: Frame) -> Effects:
        """What the special method *name* of the object *term* blocks on."""
        method = self.types.members.method(self.types.evaluate(term, frame), name)
        return {} if method is None else self.calls.of_call(method, None, frame)

    def _operate(self, term: Term, frame: Frame) -> Effects:
        left = self.types.evaluate(term[2], frame)
        right = self.types.evaluate(term[3], frame)
        method = self.types.protocols.operator_method(term[1], left, right)
        return {} if method is None else self.calls.of_call(method, None, frame)


def _stub_call(method: Value, term: Term, name: str) -> Term | None:
    """The call of a library's *method* on *term* as a term, whose object conditions ask about."""
    if not isinstance(method, FunctionValue) or not method.summary.module.is_stub:
        return None
    return Term(("call", Term(("attr", term, name)), (), ()))


def _exit_call(method: Value, term: Term, name: str) -> Term | None:
    """The call of ``__exit__`` at the end of a block that went well: of no exception.

    What it does only after one (asks what was missing, writes a report) is no part of the block's way.
    """
    parameters = method.summary.parameters[1:] if isinstance(method, FunctionValue) else ()
    if name != "__exit__" or [one.kind for one in parameters] != ["plain"] * 3:
        return None
    return Term(("call", Term(("attr", term, name)), (NONE, NONE, NONE), ()))


def _without_twins(effects: Effects) -> Effects:
    """What is gone over by a function cannot be gone over with ``async for`` instead."""
    return {kind: replace(effect, marker=None) for kind, effect in effects.items()}
