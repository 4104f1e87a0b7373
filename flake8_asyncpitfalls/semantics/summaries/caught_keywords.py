"""Keywords that a function catches in its ``**options`` and asks for by name.

What asks for one is named by a *key*, as parameters are named by their own: ``**name=default`` stands
for what ``options.get("name", default)`` gives, ``**name?`` for ``"name" in options``, and ``**`` alone says
that the function hands all of them on: what it calls may ask for them.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

CAUGHT = "**"
"""How a key begins."""
_IS_PASSED = "?"
_LITERALS = bool | int | str | None
_READS = frozenset({"get", "items", "keys", "pop", "values"})
_CONDITIONS = (ast.If, ast.IfExp)


class CaughtKeywords:
    """Answers for one function: which expressions ask for a keyword that it catches."""

    def __init__(self, terms: ModuleTerms, scope: Scope) -> None:
        self._terms = terms
        self._scope = scope
        self._popped: set[str] = set()

    def key(self, expr: ast.Call) -> str:
        """The key of ``options.get("name", literal)``, or of ``pop``; ''."""
        match expr:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=owner), attr="get" | "pop"),
                args=[ast.Constant(value=str() as name), *defaults],
                keywords=[],
            ) if owner == self._caught:
                default = defaults[0] if defaults else ast.Constant(None)
                return key_of(name, default.value) if isinstance(default, ast.Constant) else ""
        return ""

    def passed(self, name: object, owner: ast.expr) -> str:
        """The key of ``name in owner``, or ''."""
        is_own = isinstance(owner, ast.Name) and owner.id == self._caught
        return f"{CAUGHT}{name}{_IS_PASSED}" if is_own and self._caught else ""

    @cached_property
    def tested(self) -> frozenset[str]:
        """The keys of all that the function asks for, or ``**`` where what it calls may ask."""
        if not self._caught:
            return frozenset()
        found = {CAUGHT} if self._is_handed_on() else set()
        if not any(self._scope.of_type(*_CONDITIONS)):
            return frozenset(found)
        calls = {self.key(call) for call in self._scope.of_type(ast.Call)}
        tests = {
            self.passed(test.left.value, test.comparators[0])
            for test in self._scope.of_type(ast.Compare)
            if isinstance(test.ops[0], (ast.In, ast.NotIn)) and isinstance(test.left, ast.Constant)
        }
        return frozenset((found | calls | tests) - {""})

    def _is_handed_on(self) -> bool:
        """Whether it hands on what it catches, the whole of it and nothing else in that way."""
        spread = [
            keyword.value
            for call in self._scope.of_type(ast.Call)
            for keyword in call.keywords
            if keyword.arg is None
        ]
        is_own = all(isinstance(expr, ast.Name) and expr.id == self._caught for expr in spread)
        return bool(spread) and is_own and not self._popped

    @cached_property
    def _caught(self) -> str:
        """The name of ``**options``, if it holds what was passed wherever it is read; else ''."""
        node = self._scope.node
        if not isinstance(node, FUNCTION_TYPES) or node.args.kwarg is None:
            return ""
        name = node.args.kwarg.arg
        mentions = [found for scope in self._scope.walk() for found in scope.names(name)]
        return name if all(map(self._is_read, mentions)) else ""

    def _is_read(self, name: ast.Name) -> bool:
        """Whether the mention *name* leaves what was passed as it is, but for what is asked for once."""
        parent = self._terms.parents[name]
        match parent:
            case ast.Attribute(attr=word) if word in _READS:
                return word != "pop" or self._is_first(self._terms.parents[parent])
            case ast.Subscript(ctx=ast.Load()) | ast.Compare() | ast.keyword(arg=None):
                return True
        return False

    def _is_first(self, call: ast.AST) -> bool:
        """Whether the ``pop`` *call* takes out what no other did."""
        match call:
            case ast.Call(args=[ast.Constant(value=str() as name), *_]):
                is_first = name not in self._popped
                self._popped.add(name)
                return is_first
        return False


def key_of(name: str, default: object) -> str:
    """The key of what a function takes for *name*, or *default* in its place; '' for no plain literal."""
    return f"{CAUGHT}{name}={default!r}" if isinstance(default, _LITERALS) else ""


def caught_value(key: str, arguments: Mapping[str, Any]) -> tuple[bool, Any]:
    """``(True, what was passed)`` for *key*, or ``(False, what the function takes in its place)``."""
    if key.endswith(_IS_PASSED):
        return False, key.removeprefix(CAUGHT).removesuffix(_IS_PASSED) in arguments
    name, _, default = key.removeprefix(CAUGHT).partition("=")
    if name in arguments:
        return True, arguments[name]
    return False, ast.literal_eval(default)
