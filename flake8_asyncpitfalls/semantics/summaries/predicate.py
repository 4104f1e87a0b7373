"""Tests that guard a place, and whether what a call passes, or the running loop, rules it out."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import defaults_of, last_name
from flake8_asyncpitfalls.semantics.terms.term import NONE, Term

Test: TypeAlias = tuple[Any, ...]
"""``("name", p)``, ``("not", t)``, ``("and", ts)``, ``("or", ts)``, ``("is", p, literal)``,
``("compare", operator, p, literal)``, ``("isinstance", p, class term)``, ``("const", bool)``,
``("loop",)``: whether a loop runs in this thread; ``("asks", term)``: what a function gives that asks
for that; ``("platform", name)``; ``("same", text)``: a test that the function makes more than once.
An undecidable part is ``("?",)``. *p* is a parameter, or ``self.x`` for an attribute."""
IsInstance: TypeAlias = Callable[[str, Term], bool | None]
"""Whether a parameter certainly is (or is not) an instance of the class of a term."""
AsksLoop: TypeAlias = Callable[[Term], bool]
"""Whether the function of a term gives something true exactly where a loop runs."""
Guard: TypeAlias = tuple[Test, bool, int]
"""A test, how it must come out, and how uncertain a place is for it where nothing decides it."""
Guards: TypeAlias = tuple[Guard, ...]
Constants: TypeAlias = Mapping[str, Any]
"""Literals, or what else is ``Known`` of a value, by parameter (or ``self.x``)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a value that is no literal: its truth, and whether it is None."""

    truth: bool | None = None
    is_none: bool | None = None


TRUE = Known(truth=True, is_none=False)
FALSE = Known(truth=False)
NOT_NONE = Known(is_none=False)
HAS = "has "
"""How the question whether an object has an attribute begins: its name follows."""
_FUNCTION_KINDS = frozenset({"isasyncgenfunction", "iscoroutinefunction", "isgeneratorfunction"})
"""What asks what a function is."""
ELSEWHERE = 1_000_000
"""The weight of a branch for when the work cannot go to the thread that does it: more than that of
all branches of a chain of ``elif``, however long."""


def default_constants(scope: Scope) -> dict[str, Any]:
    """The literal defaults of the function's parameters."""
    if not isinstance(scope.node, FUNCTION_TYPES):
        return {}
    kinds = (bool, int, float, str, type(None))
    return {
        arg.arg: node.value
        for arg, node in defaults_of(scope.node.args)
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


class GuardWalk:
    """Weighs the guards of a function's places one after the other: what neighbours share, once.

    *on_loop*: the code is known to run on the thread of an event loop.
    """

    def __init__(
        self,
        constants: Constants,
        is_instance: IsInstance | None = None,
        asks_loop: AsksLoop | None = None,
        *,
        on_loop: bool = False,
    ) -> None:
        self._decider = _Decider(constants, is_instance, asks_loop if on_loop else None, on_loop)
        self._passed: list[tuple[Guard, int | None, int]] = []

    def uncertainty(self, guards: Guards) -> int | None:
        """The weight of all tests that nothing decides; None if one certainly comes out the other way."""
        if not guards:
            return 0
        pairs = zip(self._passed, guards, strict=False)
        differing = (i for i, (passed, guard) in enumerate(pairs) if passed[0] is not guard)
        common = next(differing, min(len(self._passed), len(guards)))
        self._go_back(common)
        weight = self._passed[-1][1] if self._passed else 0
        for guard in guards[common:]:
            if weight is None:
                break
            weight = self._pass(guard, weight)
        return weight

    def _go_back(self, length: int) -> None:
        """Forget the guards after the first *length*, and what was assumed for them."""
        assumed = self._decider.assumed
        while len(self._passed) > length:
            _, _, known = self._passed.pop()
            while len(assumed) > known:
                assumed.popitem()

    def _pass(self, guard: Guard, weight: int) -> int | None:
        test, expected, own = guard
        outcome = self._decider.decide(test)
        after = None if outcome is (not expected) else weight + (own if outcome is None else 0)
        self._passed.append((guard, after, len(self._decider.assumed)))
        if after is not None:
            self._decider.assume(test, expected)
        return after


def assumed_by(guards: Guards) -> dict[str, Known]:
    """What is known of parameters where all of *guards* came out as they must."""
    decider = _Decider({}, None, None, False)
    for test, expected, _ in guards:
        decider.assume(test, expected)
    found: dict[str, Known] = {}
    for test, outcome in decider.assumed.items():
        if test[0] == "name":
            found[test[1]] = TRUE if outcome else FALSE
        elif test[0] == "is" and test[2] is None:
            found.setdefault(test[1], Known(False, True) if outcome else NOT_NONE)
    return found


def platforms_of(guards: Guards) -> dict[str, bool]:
    """The platforms that *guards* ask for, and whether they must be there."""
    decider = _Decider({}, None, None, False)
    for test, expected, _ in guards:
        decider.assume(test, expected)
    return {
        str(test[1]): outcome for test, outcome in decider.assumed.items() if test[0] == "platform"
    }


class _Decider:
    """Decides tests; None where what is known does not say."""

    def __init__(
        self,
        constants: Constants,
        is_instance: IsInstance | None,
        asks_loop: AsksLoop | None,
        on_loop: bool,
    ) -> None:
        self.constants = constants
        self.is_instance = is_instance
        self.asks_loop = asks_loop
        self.on_loop = on_loop
        self.assumed: dict[Test, bool] = {}

    def assume(self, test: Test, outcome: bool) -> None:
        """Take it that *test* came out so: the same test further down comes out the same."""
        match test:
            case ("?",) | ("asks", _):
                return
            case ("not", inner):
                self.assume(inner, not outcome)
            case ("and" | "or", parts):
                for part in parts if outcome is (test[0] == "and") else ():
                    self.assume(part, outcome)
            case _:
                self.assumed.setdefault(test, outcome)

    def decide(self, test: Test) -> bool | None:
        """How *test* comes out."""
        outcome = self._decide(test)
        return self._by_assumption(test) if outcome is None else outcome

    def _by_assumption(self, test: Test) -> bool | None:
        match test:
            case ("name", name) if self.assumed.get(("is", name, None)):
                return False
            case ("is", name, None) if self.assumed.get(("name", name)):
                return False
        return self.assumed.get(test)

    def _decide(self, test: Test) -> bool | None:
        match test:
            case ("name", name) if name in self.constants:
                return truth_of(self.constants[name])
            case ("not", inner):
                outcome = self.decide(inner)
                return None if outcome is None else not outcome
            case ("is", name, literal) if name in self.constants:
                return _is_same(self.constants[name], literal)
            case ("compare", word, name, literal) if name in self.constants:
                return _compared(self.constants[name], word, literal)
            case ("asks", term) if self.asks_loop is not None:
                return True if self.asks_loop(term) else None
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


def truth_of(value: Any) -> bool | None:
    """Whether a literal, or what is known of a value, is true; None where that is open."""
    return value.truth if isinstance(value, Known) else bool(value)


def _is_same(value: Any, literal: Any) -> bool | None:
    if not isinstance(value, Known):
        return bool(value == literal and type(value) is type(literal))
    if literal is None:
        return value.is_none
    return False if value.truth is not None and value.truth is not bool(literal) else None


def _compared(value: Any, word: str, literal: Any) -> bool | None:
    if isinstance(value, Known):
        return None
    try:
        return bool(_COMPARISONS[word](value, literal))
    except (TypeError, AttributeError):
        return None


_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "In": lambda value, literal: value in literal,
    "Contains": operator.contains,
    "IsClass": lambda value, name: False,  # a literal is no class
    "startswith": lambda value, literal: value.startswith(literal),
    "endswith": lambda value, literal: value.endswith(literal),
}


def question_of(call: ast.Call) -> str:
    """What *call* asks of the kind of its first argument, or ''.

    It is the name of the function, as ``iscoroutinefunction``, or ``HAS`` with what ``hasattr`` asks for.
    """
    match call:
        case ast.Call(func=ast.Name(id="hasattr"), args=[_, ast.Constant(value=str(name))]):
            return HAS + name
        case ast.Call(args=[_]) if called(call) in _FUNCTION_KINDS:
            return called(call)
    return ""


def called(call: ast.Call) -> str:
    """The last part of the name of what *call* calls."""
    return last_name(call.func)
