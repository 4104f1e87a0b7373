"""What a call passes to tests of the function it calls: literal values, and kinds of objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.semantics.inference.isinstance_tests import IsinstanceTests
from flake8_asyncpitfalls.semantics.inference.known_values import NOTHING, KnownValues
from flake8_asyncpitfalls.semantics.inference.values import (
    NONE_VALUE,
    ClassValue,
    FunctionValue,
    Instance,
    NamedInstance,
    Unknown,
    Value,
    bound_arguments,
)
from flake8_asyncpitfalls.semantics.summaries.caught_keywords import CAUGHT, caught_value, key_of
from flake8_asyncpitfalls.semantics.summaries.predicate import (
    TRUE,
    Guards,
    GuardWalk,
    Known,
    assumed_by,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term

_OWN = "self."
_TEXTS = (("global", "str"), ("global", "bytes"))
"""Annotations of what is a text, and certainly not None."""
_CONDITIONS = ("unless", "when", "short_when")
_MAX_STEPS = 4
"""Through how many functions a parameter is followed that is only handed on."""


class CallConstants:
    """Answers which literals reach a function's tests, and what they decide."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self.class_tests = IsinstanceTests(types)
        self.values = KnownValues(types)
        self._tested: dict[tuple[FunctionSummary, int], frozenset[str]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    def constants(
        self,
        function: FunctionValue,
        arguments: dict[str, Term],
        caller: Frame,
        names: frozenset[str],
    ) -> dict[str, Any]:
        """The literal values that a call fixes for the parameters *names* of *function*.

        A parameter that the caller hands on has the value that the caller's own caller fixed.
        """
        summary = function.summary
        if summary.module.is_stub or not names or "*" in arguments:
            return {}
        if "**" in arguments:
            return self._handed_on(function, arguments, caller, names)
        known = dict(summary.defaults)
        known.update(
            {
                name: _instead_of(
                    known.get(name, NOTHING), argument, self.values.of(argument, caller)
                )
                for name, argument in arguments.items()
            }
        )
        for name in names:
            if name.startswith(_OWN):
                attribute = name.removeprefix(_OWN)
                known[name] = self.values.of_attribute(function.receiver, attribute, caller)
            elif name.startswith(CAUGHT) and name != CAUGHT:
                is_passed, value = caught_value(name, arguments)
                known[name] = self.values.of(value, caller) if is_passed else value
        return _certain(known, names)

    def _handed_on(
        self,
        function: FunctionValue,
        arguments: dict[str, Term],
        caller: Frame,
        names: frozenset[str],
    ) -> dict[str, Any]:
        """The same where the caller hands on all keywords that it caught itself."""
        known: dict[str, Any] = {}
        for name in sorted(names):
            if name in arguments:
                known[name] = self.values.of(arguments[name], caller)
            elif name.startswith(CAUGHT) and name != CAUGHT:
                is_passed, value = caught_value(name, arguments)
                inherited = caller.constants.get(name, NOTHING)
                known[name] = self.values.of(value, caller) if is_passed else inherited
            elif name in function.summary.defaults:
                key = key_of(name, function.summary.defaults[name])
                known[name] = caller.constants.get(key, NOTHING)
        return _certain(known, names)

    def tested(self, function: FunctionValue, steps: int = _MAX_STEPS) -> frozenset[str]:
        """The parameters that the function's own tests mention, or those of what it calls with them."""
        summary = function.summary
        if summary.module.is_stub:
            return _named_in_conditions(summary)
        if not steps:
            return summary.tested
        known = self._tested.get((summary, steps))
        if known is None:
            known = summary.tested.union(self._tested_further(function, steps - 1))
            own = [name.removeprefix(_OWN) for name in known if name.startswith(_OWN)]
            known = known.union(self.values.parameters_kept(function, own))
            # Most say the same as another: thousands of empty sets take megabytes.
            known = self._sets.setdefault(known, known)
            self._tested[summary, steps] = known
        return known

    def _tested_further(self, function: FunctionValue, steps: int) -> Iterator[str]:
        own = {parameter.name for parameter in function.summary.parameters}
        hands_on = CAUGHT in function.summary.tested
        frame = self.types.calls.frame_of(function, [], {})
        for site in function.summary.sites:
            is_own = site.kind == "call" and _is_own_method(site.term[1])
            is_spread = hands_on and site.kind == "call" and "**" in dict(site.term[3])
            if site.kind != "call" or not (
                is_own or is_spread or own.intersection(map(_handed_on, _given(site.term)))
            ):
                continue
            callee = self._function(self.types.evaluate(site.term[1], frame))
            if callee is not None and is_own:
                yield from (name for name in self.tested(callee, steps) if name.startswith(_OWN))
            if callee is not None:
                arguments = bound_arguments(callee, site.term)
                for name in self.tested(callee, steps).intersection(arguments):
                    handed_on = _handed_on(arguments[name])
                    if handed_on:
                        yield handed_on
                if is_spread:
                    yield from _asked_for(
                        callee.summary, self.tested(callee, steps) - set(arguments)
                    )

    def _function(self, callee: Value) -> FunctionValue | None:
        if isinstance(callee, ClassValue):
            callee = self.types.members.method(Instance(callee.summary), "__init__") or callee
        return callee if isinstance(callee, FunctionValue) else None

    def uncertainty(
        self, guards: Guards, function: FunctionSummary, frame: Frame, *, on_loop: bool = False
    ) -> int | None:
        """The weight of the tests of *function* that nothing decides; None: one rules it out."""
        return self.walk(function, frame, on_loop=on_loop).uncertainty(guards) if guards else 0

    def walk(self, function: FunctionSummary, frame: Frame, *, on_loop: bool = False) -> GuardWalk:
        """What weighs the tests of places in *function*, one place after the other."""

        def is_instance(name: str, classes: Term) -> bool | None:
            value = frame.parameters.get((function.identity, name))
            constant = frame.constants.get(name, NOTHING)
            if value is None and not isinstance(constant, Known):
                value = _value_of(constant)
            if value is None or isinstance(value, Unknown):
                return None
            return self.class_tests.is_instance(value, classes, frame)

        def asks_loop(term: Term) -> bool:
            callee = self.types.evaluate(term, frame)
            return isinstance(callee, FunctionValue) and callee.summary.asks_loop

        return GuardWalk(frame.constants, is_instance, asks_loop, on_loop=on_loop)

    def assuming(self, guards: Guards, call: Term, frame: Frame) -> Frame:
        """*frame*, where *call* hands on parameters that *guards* have decided."""
        handed_on = {*map(_handed_on, _given(call))} if guards and call[0] == "call" else set()
        known = assumed_by(guards) if handed_on - {""} else {}
        wanted = {name: known[name] for name in sorted(handed_on & known.keys())}
        return frame.knowing(wanted) if wanted.keys() - frame.constants.keys() else frame


def _named_in_conditions(summary: FunctionSummary) -> frozenset[str]:
    """The parameters of a stub's function that say whether a call of it blocks."""
    marker = summary.markers.get("blocks")
    if marker is None:
        return frozenset()
    conditions = (marker.keywords.get(name) or {} for name in _CONDITIONS)
    return frozenset(name for names in conditions for name in names if name != "self")


def _asked_for(summary: FunctionSummary, names: frozenset[str]) -> Iterator[str]:
    """The keys under which *summary* asks for *names* that it is given by keyword."""
    for name in names:
        if name.startswith(CAUGHT):
            if name != CAUGHT:
                yield name
        elif name in summary.defaults and (key := key_of(name, summary.defaults[name])):
            yield key


def _certain(known: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: known[name] for name in sorted(names) if known.get(name, NOTHING) is not NOTHING}


def _instead_of(default: Any, argument: Term, found: Any) -> Any:
    """*found* of an *argument*, or that it says something, where it stands for a *default* of None.

    What its annotation calls a text is passed because there is one: nobody gives ``""`` as the id
    that may be left out.
    """
    is_text = argument[0] == "declared" and argument[2] in _TEXTS
    return TRUE if default is None and found is NOTHING and is_text else found


def _is_own_method(callee: Term) -> bool:
    return bool(callee[0] == "attr") and callee[1][0] in ("self", "super")


def _given(call: Term) -> list[Term]:
    return [*call[2], *(argument for _, argument in call[3])]


def _handed_on(argument: Term) -> str:
    """The parameter that *argument* is, whatever its annotation; else ''."""
    term = argument[1] if argument[0] == "declared" else argument
    return str(term[2]) if term[0] == "param" else ""


def _value_of(literal: Any) -> Value:
    return NONE_VALUE if literal is None else NamedInstance(type(literal).__name__)
