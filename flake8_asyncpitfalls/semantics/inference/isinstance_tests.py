"""``isinstance``, ``hasattr`` and their like as far as light types can answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    NamedInstance,
    NoneValue,
    Partial,
    TupleValue,
    Unknown,
    UnresolvedName,
    Value,
    builtin_class,
    name_of,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.summaries.predicate import HAS

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.terms.term import Term

_BUILTINS = "builtins."
_DISJOINT = frozenset({
    "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "memoryview",
    "set", "str", "tuple",
})  # fmt: skip
"""Builtin classes none of whose instances is an instance of another of them."""
_NOT_BUILTIN = FunctionValue | Partial | ClassValue | Coroutine


class IsinstanceTests:
    """Answers ``isinstance(value, classes)``; None where it may be either."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types

    def is_instance(self, value: Value, classes: Term, frame: Frame) -> bool | None:
        """Whether *value* is an instance of a class that the term *classes* names."""
        if classes[0] == "question":
            is_of_attribute = classes[1].startswith(HAS)
            return (
                self._has(value, classes[1]) if is_of_attribute else _is_of_kind(value, classes[1])
            )
        tests = [self.types.evaluate(term, frame) for term in _alternatives(classes)]
        outcomes = {self._is_any(option, tests) for option in options_of(value)}
        return outcomes.pop() if len(outcomes) == 1 else None

    def narrowed(self, value: Value, classes: Term, frame: Frame) -> Value:
        """What *value* is where it has turned out to be an instance of a class that *classes* names."""
        meant = self.types.annotations.instance(classes, frame)
        kept: list[Value] = []
        for option in options_of(value):
            outcome = self.is_instance(option, classes, frame)
            is_vague = isinstance(option, (Unknown, UnresolvedName)) or (
                outcome is None and isinstance(option, Instance)
            )
            if outcome is not False:
                kept.append(meant if is_vague else option)
        return union_of(kept) if kept else meant

    def _has(self, value: Value, question: str) -> bool | None:
        """Whether *value* has the attribute that *question* names, whichever of its options it is."""
        name = question.removeprefix(HAS)
        outcomes: set[bool | None] = set()
        for option in options_of(value):
            is_missing = self.types.members.lacks(option, name)
            is_there = hasattr(builtin_class(option), name) if builtin_class(option) else None
            outcomes.add(False if is_missing else is_there)
        return outcomes.pop() if len(outcomes) == 1 else None

    def _is_any(self, value: Value, tests: list[Value]) -> bool | None:
        outcomes = {self._is_one(value, test) for test in tests}
        if True in outcomes:
            return True
        return None if None in outcomes else False

    def _is_one(self, value: Value, test: Value) -> bool | None:
        name = name_of(test)
        if isinstance(value, NoneValue):
            return False if isinstance(test, ClassValue) or name.startswith(_BUILTINS) else None
        if isinstance(value, TupleValue):
            value = NamedInstance("builtins.tuple")
        own = _class_name(value)
        if own in _DISJOINT and name.removeprefix(_BUILTINS) in _DISJOINT:
            return own == name.removeprefix(_BUILTINS)
        if isinstance(value, _NOT_BUILTIN):
            return False if name.removeprefix(_BUILTINS) in _DISJOINT else None
        if own in _DISJOINT and isinstance(test, ClassValue):
            return False if self.types.members.is_known_whole(test.summary) else None
        return self._derives(value, test) if isinstance(value, Instance) else None

    def _derives(self, value: Instance, test: Value) -> bool | None:
        members = self.types.members
        if not isinstance(test, ClassValue):
            is_builtin = name_of(test).removeprefix(_BUILTINS) in _DISJOINT
            return False if is_builtin and members.is_known_whole(value.summary) else None
        if test.summary in members.mro(value.summary):
            return True
        may_derive = value.summary in members.mro(test.summary)
        wholes = [members.is_known_whole(summary) for summary in (value.summary, test.summary)]
        return None if may_derive or not all(wholes) else False


def _alternatives(classes: Term) -> list[Term]:
    if classes[0] == "tuple":
        return [part for item in classes[1] for part in _alternatives(item)]
    if classes[0] == "binop" and classes[1] == "BitOr":
        return [part for item in classes[2:] for part in _alternatives(item)]
    return [classes]


def _class_name(value: Value) -> str:
    """The name of the builtin class that *value* is certainly an instance of, or ''."""
    cls = builtin_class(value)
    return "" if cls is None else cls.__name__


def _is_of_kind(value: Value, question: str) -> bool | None:
    """What ``inspect.iscoroutinefunction`` and its like say of *value*."""
    outcomes: set[bool | None] = set()
    for option in options_of(value):
        inner = option.function if isinstance(option, Partial) else option
        if not isinstance(inner, FunctionValue) or inner.call_kind not in ("", "async"):
            return None
        is_async = inner.summary.is_async or inner.call_kind == "async"
        is_generator = inner.summary.is_generator
        kinds = {
            "iscoroutinefunction": is_async and not is_generator,
            "isasyncgenfunction": is_async and is_generator,
            "isgeneratorfunction": is_generator and not is_async,
        }
        outcomes.add(kinds[question])
    return outcomes.pop() if len(outcomes) == 1 else None
