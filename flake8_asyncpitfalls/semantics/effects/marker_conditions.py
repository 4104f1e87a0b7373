"""Argument conditions of markers: when a call that can block is harmless."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.semantics.effects.file_places import FilePlaces
from flake8_asyncpitfalls.semantics.effects.object_origins import ObjectOrigins
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    bound_arguments,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.summaries.markers import Marker
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame

_KINDS = frozenset({"name", "type", "below", "under"})
"""What stands before a colon in the words of a condition on an argument."""


class MarkerConditions:
    """Holds the ``unless`` and ``when`` of a marker against the arguments of a call."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self.origins = ObjectOrigins(types)
        self.places = FilePlaces(types)

    def is_harmless(
        self, function: FunctionValue, marker: Marker, call: Term | None, frame: Frame
    ) -> bool:
        """Whether the arguments of the term *call* make it harmless; None: they are not known.

        An argument that is left out has the default of the stub's signature.
        """
        if call is not None and self._is_of_harmless_file(call, frame):
            return True
        unless: dict[str, Any] = marker.keywords.get("unless") or {}
        when: dict[str, Any] = marker.keywords.get("when") or {}
        if not unless and not when:
            return False
        if self._any_holds(unless, function, call, frame):
            return True
        return bool(when) and not self._any_holds(when, function, call, frame)

    def _is_of_harmless_file(self, call: Term, frame: Frame) -> bool:
        """Whether *call* is a method call of a file that it was harmless to open."""
        callee = call[1]
        opening = self.places.opening(callee[1], frame) if callee[0] == "attr" else None
        if opening is None:
            return False
        function, opened = opening
        marker = function.summary.markers.get("blocks")
        return marker is not None and self.is_harmless(function, marker, opened, frame)

    def is_short(
        self, function: FunctionValue, marker: Marker, call: Term | None, frame: Frame
    ) -> bool:
        """Whether the marker says that the call, with the arguments of the term *call*, is soon over."""
        if marker.keywords.get("short") or marker.keywords.get("brief"):
            return True
        when: dict[str, Any] = marker.keywords.get("short_when") or {}
        return bool(when) and self._any_holds(when, function, call, frame)

    def is_endless(
        self, function: FunctionValue, marker: Marker, call: Term | None, frame: Frame
    ) -> bool:
        """Whether the call, with the arguments of the term *call*, may wait for ever."""
        ending = marker.keywords.get("endless")
        return bool(ending) and self._any_holds({str(ending): None}, function, call, frame)

    def _any_holds(
        self, conditions: dict[str, Any], function: FunctionValue, call: Term | None, frame: Frame
    ) -> bool:
        arguments = {} if call is None else bound_arguments(function, call)
        left_out = {} if call is None or _is_open(arguments) else function.summary.defaults

        def holds(name: str, expected: Any) -> bool:
            if name == "self":
                return call is not None and self._is_receiver(call, expected, frame)
            if name in arguments:
                return self._holds(arguments[name], expected, frame)
            return name in left_out and _is_default(left_out[name], expected)

        return any(holds(name, value) for name, value in conditions.items())

    def _is_receiver(self, call: Term, expected: Any, frame: Frame) -> bool:
        """Whether the object that the method is called on is *expected*."""
        if isinstance(expected, tuple):
            return any(self._is_receiver(call, words, frame) for words in expected)
        callee = call[1]
        if callee[0] != "attr":
            return False
        kind, _, words = expected.partition(":")
        if kind == "under":
            return self.places.is_under(callee[1], frame, words)
        if kind in ("made", "made-otherwise"):
            return self._is_made(callee[1], words, frame, is_expected=kind == "made")
        return self.origins.has_words(callee[1], frame, words)

    def _is_made(self, receiver: Term, words: str, frame: Frame, *, is_expected: bool) -> bool:
        """Whether every call that makes the object passes the literal in ``parameter=literal``.

        *is_expected* False: whether all of them are known and none passes it.
        """
        name, _, literal = words.partition("=")
        is_said = literal.startswith(("name:", "below:"))
        expected = literal if is_said else ast.literal_eval(literal)
        makings = self.origins.makings(receiver, frame)
        return makings is not None and all(
            self._passes(call, name, expected, inner) is is_expected for call, inner in makings
        )

    def _passes(self, call: Term, name: str, expected: Any, frame: Frame) -> bool:
        cls = self.types.evaluate(call[1], frame)
        init = isinstance(cls, ClassValue) and self.types.members.method(
            Instance(cls.summary), "__init__"
        )
        if not isinstance(init, FunctionValue) or not init.summary.module.is_stub:
            return False
        arguments = bound_arguments(init, call)
        if name in arguments and isinstance(expected, str) and expected.startswith("name:"):
            return self._mentions(arguments[name], expected.removeprefix("name:"), frame)
        if name in arguments and isinstance(expected, str) and expected.startswith("below:"):
            return self._holds(arguments[name], expected, frame)
        if name in arguments:
            return _is_literal(arguments[name], expected)
        left_out = {} if _is_open(arguments) else init.summary.defaults
        return name in left_out and _is_default(left_out[name], expected)

    def _holds(self, argument: Term, expected: Any, frame: Frame) -> bool:
        if isinstance(expected, tuple):
            return any(self._holds(argument, value, frame) for value in expected)
        if isinstance(expected, str):
            kind, _, name = expected.partition(":")
            if kind == "name":
                # Flags that are put together out of sight: nobody knows what is among them.
                return argument is UNKNOWN or self._mentions(argument, name, frame)
            if kind == "under":
                return self.places.is_under(argument, frame, name)
            if kind == "type":
                return self._is_instance(argument, name, frame)
            if kind == "below":
                return _is_below(self._constant(argument, frame), float(name))
        return _is_literal(argument, expected) or self._is_known(argument, expected, frame)

    def _is_known(self, argument: Term, expected: Any, frame: Frame) -> bool:
        """Whether *argument* stands for a literal: of a module's variable, or what a caller passes."""
        known = self.types.calls.call_constants.values.of(argument, frame)
        return type(known) is type(expected) and bool(known == expected)

    def _mentions(self, argument: Term, name: str, frame: Frame) -> bool:
        """Whether *argument* has the qualified *name* in it, on one path at least."""
        if argument[0] == "binop":
            return self._mentions(argument[2], name, frame) or self._mentions(
                argument[3], name, frame
            )
        if argument[0] == "union":
            return any(self._mentions(part, name, frame) for part in argument[1])
        if argument[0] == "global":
            constant = frame.module.global_term(argument[1])
            if constant is not None and constant[0] in ("binop", "attr"):
                return self._mentions(constant, name, frame)
        return _dotted(argument, frame).endswith(name) or (
            name_of(self.types.evaluate(argument, frame)) == name
        )

    def _constant(self, argument: Term, frame: Frame) -> Term:
        """What the module-level name *argument* is given, else *argument* itself."""
        if argument[0] == "global":
            return frame.module.global_term(argument[1]) or argument
        return argument

    def _is_instance(self, argument: Term, name: str, frame: Frame) -> bool:
        options = options_of(self.types.evaluate(argument, frame))
        return all(
            isinstance(option, Instance) and self.types.members.derives_from(option.summary, name)
            for option in options
        )


def _is_open(arguments: dict[str, Term]) -> bool:
    """Whether ``*args`` or ``**kwargs`` may pass what is not written down."""
    return "*" in arguments or "**" in arguments


def _is_default(default: Any, expected: Any) -> bool:
    if isinstance(expected, tuple):
        return any(_is_default(default, value) for value in expected)
    if isinstance(expected, str) and expected.partition(":")[0] in _KINDS:
        return False
    return bool(type(default) is type(expected) and default == expected)


def _is_below(argument: Term, limit: float) -> bool:
    """Whether *argument* is a literal number less than *limit*."""
    if argument[0] != "const" or argument[1] not in ("int", "float"):
        return False
    number = int(argument[2], 0) if argument[1] == "int" else float(argument[2])
    return number < limit


def _is_literal(argument: Term, expected: Any) -> bool:
    if expected is None:
        return argument is NONE
    if argument[0] == "text":
        return bool(argument[1] == expected)
    if argument[0] != "const":
        return False
    if isinstance(expected, bool) or argument[1] == "bool":
        return bool(argument[2] == repr(expected))
    if isinstance(expected, (int, float)) and argument[1] in ("int", "float"):
        return float(argument[2]) == float(expected)
    return bool(argument[2] == repr(expected))


def _dotted(argument: Term, frame: Frame) -> str:
    """The dotted name that an argument's term spells, imports resolved as far as text goes."""
    if argument[0] == "attr":
        return f"{_dotted(argument[1], frame)}.{argument[2]}"
    if argument[0] == "from":
        return f"{argument[1]}.{argument[2]}"
    if argument[0] == "module":
        return str(argument[1])
    if argument[0] == "global":
        term = frame.module.global_term(argument[1])
        is_import = term is not None and term[0] in ("module", "from")
        return _dotted(term, frame) if is_import and term is not None else str(argument[1])
    return ""
