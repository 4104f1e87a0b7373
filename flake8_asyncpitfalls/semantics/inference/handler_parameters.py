"""What frameworks pass to the functions that they call, for parameters without an annotation.

A handler is known by its registration, never by its name alone: a decorator or a call that a stub
marks with ``@calls_with``, or a base class of a stub whose method it overrides and whose parameters
are annotated there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Memo
from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    FunctionValue,
    Instance,
    Value,
    options_of,
    union_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name
from flake8_asyncpitfalls.semantics.source.words import words_of
from flake8_asyncpitfalls.stubs.marked import names_by_marker

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.source.source import Late
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts
    from flake8_asyncpitfalls.semantics.summaries.markers import Marker
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MARKER = "calls_with"
_PLAIN = ("positional", "plain")
_LITERAL = rb"(?:\"[^\"\\\n]*\"|'[^'\\\n]*'|\d+(?:\.\d+)?|None\b|True\b|False\b|\{\}|\[\])"


class HandlerParameters:
    """Answers for all modules of a run; registrations are looked for once a module."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._given: Memo[FunctionSummary, tuple[Value, ...]] = Memo(
            types.guard, self._by_registration, ()
        )
        self._registers: dict[ModuleFacts, bool] = {}
        self._handed: dict[ModuleFacts, list[tuple[Term, Term]]] = {}
        self._registered: Memo[ModuleFacts, dict[str, list[Term]]] = Memo(
            types.guard, self._registrations, {}
        )
        self._hooks: Memo[ModuleFacts, dict[str, Sequence[str]]] = Memo(
            types.guard, self._find_hooks, {}
        )

    def value(self, module: ModuleFacts, identity: str, name: str) -> Value:
        """What the parameter *name* of the function with the key *identity* certainly is."""
        if module.is_stub or module.is_foreign:
            return UNKNOWN_VALUE
        function = module.function(identity)
        names = _plain(function)
        if name not in names:
            return UNKNOWN_VALUE
        given = self._given[function]
        index = names.index(name)
        if index < len(given):
            return given[index]
        return self._overridden(function, index)

    def _by_registration(self, function: FunctionSummary) -> tuple[Value, ...]:
        """What is passed to *function*, by position after ``self``; empty where nobody knows."""
        module = function.module
        names = self._names()
        registers = self._registers.get(module)
        if registers is None:
            data = module.data
            registers = any(name.encode() in data for name in names)
            self._registers[module] = registers
        if not registers:
            return ()
        for decorator in function.decorators:
            callee = decorator[1] if decorator[0] == "call" else decorator
            if marker := self._marker(callee, module):
                if "arg" not in marker.keywords:
                    return self._passed(marker, function, _event(decorator) or function.name)
        is_handed = module.may_hand_over(function.name)
        for callee in self._registered[module].get(function.identity, ()) if is_handed else ():
            if marker := self._marker(callee, module):
                return self._passed(marker, function, function.name)
        return self._as_hook(function)

    def _as_hook(self, function: FunctionSummary) -> tuple[Value, ...]:
        """What is passed to a function of the module that the library of one of its classes calls by name."""
        if function.class_identity is not None or "." in function.qualified_name.removeprefix(
            f"{function.module.name.dotted}."
        ):
            return ()
        names = self._hooks[function.module].get(function.name, ())
        return tuple(self._instance(name) for name in names)

    def _find_hooks(self, module: ModuleFacts) -> dict[str, Sequence[str]]:
        """The functions that libraries of classes of *module* call by name, with what they pass."""
        found: dict[str, Sequence[str]] = {}
        for cls in module.classes():
            for base in self.types.members.mro(cls):
                marker = None if base is None else base.markers.get(_MARKER)
                hooks = {} if marker is None else marker.keywords.get("hooks", {})
                for name, passed in hooks.items():
                    found.setdefault(name, passed)
        return found

    def _names(self) -> frozenset[str]:
        return names_by_marker(self.types.settings.stubs).get(_MARKER, frozenset())

    def _marker(self, callee: Term, module: ModuleFacts) -> Marker | None:
        found = None
        for option in options_of(self.types.evaluate(callee, self.types.frame(module))):
            called = option
            if isinstance(option, Instance):
                called = self.types.members.get(option, "__call__")
            if not isinstance(called, (FunctionValue, ClassValue)):
                return None
            found = called.summary.markers.get(_MARKER)
            if found is None:
                return None
        return found

    def _passed(self, marker: Marker, function: FunctionSummary, event: str) -> tuple[Value, ...]:
        """What *function* is called with, as *marker* says; *event* is its name, or what it is for."""
        by_name = marker.keywords.get("by_name")
        if like := marker.keywords.get("like"):
            model = self.types.resolve(like)
            same = model.summary.markers.get(_MARKER) if isinstance(model, ClassValue) else None
            by_name = {} if same is None else same.keywords.get("by_name", {})
        classes = marker.args if by_name is None else by_name.get(event, ())
        named = marker.keywords.get("named")
        if named:
            at = [classes[i] if i < len(classes) else "" for i in range(len(_plain(function)))]
            classes = [named.get(p, c) for p, c in zip(_plain(function), at, strict=True)]
        return tuple(self._instance(name) for name in classes)

    def _instance(self, class_name: str) -> Value:
        """An instance of one of the classes, with ``|`` between their qualified names."""
        values = [self.types.resolve(name) for name in class_name.split("|") if name]
        if not values or not all(isinstance(value, ClassValue) for value in values):
            return UNKNOWN_VALUE
        return union_of([Instance(v.summary) for v in values if isinstance(v, ClassValue)])

    def _registrations(self, module: ModuleFacts) -> dict[str, list[Term]]:
        """The callees of the calls that are given a function of *module*, by the function's key."""
        handed = self._handed.get(module)
        if handed is None:
            handed = self._handed[module] = list(self._handed_over(module))
        frame = self.types.frame(module)
        found: dict[str, list[Term]] = {}
        for callee, argument in handed:
            value = self.types.evaluate(argument, frame)
            if isinstance(value, FunctionValue) and value.summary.module is module:
                found.setdefault(value.summary.identity, []).append(callee)
        return found

    def _handed_over(self, module: ModuleFacts) -> Iterator[tuple[Term, Term]]:
        """What may register a handler, each with a name that it is given."""
        names = self._names() | {"__call__"}
        for scope in module.terms.root.walk_where(_may_call(names)):
            for call in scope.of_type(ast.Call):
                if last_name(call.func) in names:
                    given = arguments_of(call)
                    for expr in given:
                        if isinstance(expr, (ast.Name, ast.Attribute)):
                            callee = module.terms.reduce(call.func, scope)
                            yield callee, module.terms.reduce(expr, scope)

    def _overridden(self, function: FunctionSummary, index: int) -> Value:
        """What the method of a stub that *function* overrides says of parameter *index*."""
        if function.class_identity is None:
            return UNKNOWN_VALUE
        members = self.types.members
        own = function.module.class_(function.class_identity)
        for base in members.mro(own):
            if base is None:
                return UNKNOWN_VALUE
            if not base.module.is_stub or base.module.is_foreign:
                continue
            marker = base.markers.get(_MARKER)
            if marker is not None and function.name in marker.keywords.get("by_name", ()):
                passed = self._passed(marker, function, function.name)
                return passed[index] if index < len(passed) else UNKNOWN_VALUE
            raw = members.own(base, function.name)
            if isinstance(raw, FunctionValue):
                if function.name == "__init__" and not _has_same(raw.summary, function, index):
                    return UNKNOWN_VALUE
                return self._annotated(raw.summary, index)
        return UNKNOWN_VALUE

    def _annotated(self, method: FunctionSummary, index: int) -> Value:
        plain = [part.name for part in method.parameters if part.kind in _PLAIN][1:]
        if index >= len(plain) or plain[index] not in method.annotations:
            return UNKNOWN_VALUE
        frame = self.types.frame(method.module)
        return self.types.annotations.instance(method.annotations[plain[index]], frame)


@lru_cache(maxsize=256)
def _call_patterns(names: frozenset[bytes]) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """What each call of one of *names* looks like, and each that is given nothing but literals."""
    any_name = b"|".join(sorted(names))
    called = rb"\b(?:%s)\b(?:\s|\)|\\\n|#[^\n]*\n)*\(" % any_name
    given = rb"\s*(?:%s\s*(?:,\s*%s\s*)*,?\s*)?\)" % (_LITERAL, _LITERAL)
    return re.compile(called), re.compile(called + given)


def _may_call(names: frozenset[str]) -> Callable[[Late], bool]:
    """Tells of a definition that is not parsed yet whether it can give a name to a call of one of *names*.

    ``row.get("key")`` is everywhere, and gives it text.
    """
    words = {name.encode() for name in names}

    def may_call(late: Late) -> bool:
        text = late.text
        if not text.isascii():
            return True
        # A pattern for all hundred names would take as long as parsing.
        here = words & words_of(text)
        if not here:
            return False
        called, given_literals = _call_patterns(frozenset(here))
        return len(called.findall(text)) > len(given_literals.findall(text))

    return may_call


def _plain(function: FunctionSummary) -> list[str]:
    """The names of the positional parameters, without ``self``."""
    names = [part.name for part in function.parameters if part.kind in _PLAIN]
    return names if function.class_identity is None else names[1:]


def _has_same(method: FunctionSummary, override: FunctionSummary, index: int) -> bool:
    """Whether parameter *index* has one name in both: a constructor may take what it likes."""
    return _plain(method)[index : index + 1] == _plain(override)[index : index + 1]


def _event(decorator: Term) -> str:
    """The text that a decorator is given first, as the name of what its function is for."""
    is_text = decorator[0] == "call" and decorator[2] and decorator[2][0][0] == "text"
    return str(decorator[2][0][1]) if is_text else ""


def _last_name(callee: Term) -> str:
    return str(callee[-1]) if callee[0] in ("attr", "from", "global") else ""
