"""Argument conditions of markers: when a call that can block is harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.semantics.summary import Marker
from flake8_asyncpitfalls.semantics.terms import NONE, Term
from flake8_asyncpitfalls.semantics.values import (
    FunctionValue,
    Instance,
    bound_arguments,
    name_of,
    options_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.types import Frame, Types


class Conditions:
    """Holds the ``unless`` and ``when`` of a marker against the arguments of a call."""

    def __init__(self, types: Types) -> None:
        self.types = types

    def is_harmless(
        self, function: FunctionValue, marker: Marker, call: Term | None, frame: Frame
    ) -> bool:
        """Whether the arguments of the term *call* make it harmless; None has no arguments."""
        unless: dict[str, Any] = marker.keywords.get("unless") or {}
        when: dict[str, Any] = marker.keywords.get("when") or {}
        arguments = {} if call is None else bound_arguments(function, call)
        if any(self._holds(arguments.get(name), value, frame) for name, value in unless.items()):
            return True
        return bool(when) and not any(
            self._holds(arguments.get(name), value, frame) for name, value in when.items()
        )

    def _holds(self, argument: Term | None, expected: Any, frame: Frame) -> bool:
        if argument is None:
            return False
        if isinstance(expected, tuple):
            return any(self._holds(argument, value, frame) for value in expected)
        if isinstance(expected, str):
            kind, _, name = expected.partition(":")
            if kind == "name":
                return self._mentions(argument, name, frame)
            if kind == "type":
                return self._is_instance(argument, name, frame)
        return _is_literal(argument, expected)

    def _mentions(self, argument: Term, name: str, frame: Frame) -> bool:
        if argument[0] == "binop":
            return self._mentions(argument[2], name, frame) or self._mentions(
                argument[3], name, frame
            )
        return _dotted(argument, frame).endswith(name) or (
            name_of(self.types.evaluate(argument, frame)) == name
        )

    def _is_instance(self, argument: Term, name: str, frame: Frame) -> bool:
        options = options_of(self.types.evaluate(argument, frame))
        return all(
            isinstance(option, Instance) and self.types.members.derives_from(option.summary, name)
            for option in options
        )


def _is_literal(argument: Term, expected: Any) -> bool:
    if expected is None:
        return argument is NONE
    if argument[0] == "text":
        return bool(argument[1] == expected)
    if argument[0] != "const":
        return False
    if isinstance(expected, bool) or argument[1] == "bool":
        return bool(argument[2] == repr(expected))
    if isinstance(expected, int | float) and argument[1] in ("int", "float"):
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
