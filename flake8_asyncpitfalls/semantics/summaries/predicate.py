"""Tests that guard a place, and whether what a call passes, or the running loop, rules it out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.terms.term import NONE, Term

Test: TypeAlias = tuple[Any, ...]
"""``("name", p)``, ``("not", t)``, ``("and", ts)``, ``("or", ts)``, ``("is", p, literal)``,
``("isinstance", p, class term)``, ``("const", bool)``, ``("loop",)``: whether a loop runs in this
thread; an undecidable part is ``("?",)``."""
IsInstance: TypeAlias = Callable[[str, Term], bool | None]
"""Whether a parameter certainly is (or is not) an instance of the class of a term."""
Guard: TypeAlias = tuple[Test, bool, int]
"""A test, how it must come out, and how uncertain a place is for it where nothing decides it."""
Guards: TypeAlias = tuple[Guard, ...]
Constants: TypeAlias = Mapping[str, Any]


def default_constants(scope: Scope) -> dict[str, Any]:
    """The literal defaults of the function's parameters."""
    if not isinstance(scope.node, FUNCTION_TYPES):
        return {}
    arguments = scope.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True)]
    pairs += [
        (arg, default)
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    ]
    kinds = (bool, int, float, str, type(None))
    return {
        arg.arg: node.value
        for arg, node in pairs
        if isinstance(node, ast.Constant) and isinstance(node.value, kinds)
    }


def literal_of(term: Term) -> tuple[bool, Any]:
    """``(True, value)`` for the term of a literal that conditions can be decided with."""
    if term is NONE:
        return True, None
    if term[0] == "text":
        return True, term[1]
    if term[0] == "const" and term[1] in ("bool", "int", "float") and term[2]:
        return True, ast.literal_eval(term[2])
    return False, None


def uncertainty_of(
    guards: Guards,
    constants: Constants,
    is_instance: IsInstance | None = None,
    *,
    on_loop: bool = False,
) -> int | None:
    """The weight of all tests that nothing decides; None if one certainly comes out the other way.

    *on_loop*: the code is known to run on the thread of an event loop.
    """
    decider = _Decider(constants, is_instance, on_loop)
    uncertainty = 0
    for test, expected, weight in guards:
        outcome = decider.decide(test)
        if outcome is None:
            uncertainty += weight
        elif outcome is not expected:
            return None
    return uncertainty


class _Decider:
    """Decides tests; None where what is known does not say."""

    def __init__(self, constants: Constants, is_instance: IsInstance | None, on_loop: bool) -> None:
        self.constants = constants
        self.is_instance = is_instance
        self.on_loop = on_loop

    def decide(self, test: Test) -> bool | None:
        match test:
            case ("name", name):
                return bool(self.constants[name]) if name in self.constants else None
            case ("not", inner):
                outcome = self.decide(inner)
                return None if outcome is None else not outcome
            case ("is", name, literal) if name in self.constants:
                value = self.constants[name]
                return bool(value == literal and type(value) is type(literal))
            case ("isinstance", name, term) if self.is_instance is not None:
                return self.is_instance(name, term)
            case ("const", value):
                return bool(value)
            case ("loop",):
                return True if self.on_loop else None
            case ("and" | "or", parts):
                decisive = test[0] == "or"
                return _decide_all([self.decide(part) for part in parts], decisive=decisive)
        return None


def _decide_all(outcomes: list[bool | None], *, decisive: bool) -> bool | None:
    if decisive in outcomes:
        return decisive
    return None if None in outcomes else not decisive
