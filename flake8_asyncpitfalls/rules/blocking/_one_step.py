"""Two calls that are one step for the event loop: nobody else runs between them.

``record = read(); record["x"] = 1; write(record)`` and ``if not r.exists(k): r.set(k, v)``: with a
wait in each, another task may come between. They go to a thread together, or not at all.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_CHANGING = frozenset({
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove",
    "setdefault", "update",
})  # fmt: skip


def is_half_a_step(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* and another blocking call of its function are one step for the loop."""
    return any(True for _ in steps_with(call, model))


def steps_with(call: ast.Call, model: SemanticModel) -> Iterator[tuple[ast.Call, ast.Call]]:
    """The pairs of blocking calls that are one step for the loop and of which *call* is one."""
    blocking = model.analysis(_BlockingCalls).of(model.scope_of(call))
    for first, second in blocking.pairs(call):
        if second.lineno < first.lineno or first is second or blocking.waits_between(first, second):
            continue
        if _is_written_back(first, second, model) or _is_check_then_act(first, second, model):
            yield first, second


class _BlockingCalls:
    """The blocking calls of each scope, worked out when one is asked for."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, _CallsOfScope] = {}

    def of(self, scope: Scope) -> _CallsOfScope:
        """Those of *scope*."""
        found = self._known.get(scope)
        if found is None:
            found = self._known[scope] = _CallsOfScope(scope, self._model)
        return found


class _CallsOfScope:
    """The blocking calls of one scope by what makes two of them a step: a name, or object and key."""

    def __init__(self, scope: Scope, model: SemanticModel) -> None:
        self._model = model
        self._places: dict[ast.Call, int] = {}
        self._giving: defaultdict[str, list[ast.Call]] = defaultdict(list)
        self._given: defaultdict[str, list[ast.Call]] = defaultdict(list)
        self._alike: defaultdict[tuple[str, str], list[ast.Call]] = defaultdict(list)
        self._waits = sorted({getattr(node, "lineno", 0) for node in suspensions(scope.body)})
        for call in scope.of_type(ast.Call):
            if model.effects_at(call):
                self._places[call] = len(self._places)
                self._giving[_given_name(call, model)].append(call)
                for name in _names_given_to(call):
                    self._given[name].append(call)
                self._alike[_object_and_key(call)].append(call)

    def pairs(self, call: ast.Call) -> list[tuple[ast.Call, ast.Call]]:
        """The pairs with *call* that may be one step, in the order of the code."""
        name, alike = _given_name(call, self._model), _object_and_key(call)
        others = self._alike[alike] if any(alike) else []
        after = [*(self._given[name] if name else ()), *others]
        before = [one for given in _names_given_to(call) for one in self._giving[given]] + others
        found = {(call, other) for other in after} | {(other, call) for other in before}
        known = [pair for pair in found if pair[0] in self._places and pair[1] in self._places]
        return sorted(known, key=lambda pair: (self._places[pair[0]], self._places[pair[1]]))

    def waits_between(self, first: ast.Call, second: ast.Call) -> bool:
        """Whether the function waits between the two as it is."""
        after = bisect_right(self._waits, first.lineno)
        return after < len(self._waits) and self._waits[after] < second.lineno


def _given_name(call: ast.Call, model: SemanticModel) -> str:
    """The variable that is given what *call* gives, or ''."""
    match model.parent(call):
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _names_given_to(call: ast.Call) -> set[str]:
    return {arg.id for arg in call.args if isinstance(arg, ast.Name)}


def _object_and_key(call: ast.Call) -> tuple[str, str]:
    """The object whose method is called and the first argument, as texts; two empty ones if not both."""
    if not call.args or not isinstance(call.func, ast.Attribute):
        return "", ""
    return ast.dump(call.func.value), ast.dump(call.args[0])


def _is_written_back(first: ast.Call, second: ast.Call, model: SemanticModel) -> bool:
    """Whether *second* is given what *first* gave, changed meanwhile."""
    name = _given_name(first, model)
    if not name or name not in _names_given_to(second):
        return False
    scope = model.scope_of(first)
    places: list[ast.Attribute | ast.Subscript] = [*scope.of_type(ast.Attribute)]
    places += scope.of_type(ast.Subscript)
    return any(
        first.lineno < place.lineno <= second.lineno
        and root_name(place) == name
        and (not isinstance(place.ctx, ast.Load) or getattr(place, "attr", "") in _CHANGING)
        for place in places
    )


def _is_check_then_act(first: ast.Call, second: ast.Call, model: SemanticModel) -> bool:
    """Whether *first* is asked by an ``if`` in which *second* acts on the same object and key."""
    key = _object_and_key(first)
    if not any(key) or key != _object_and_key(second):
        return False
    node: ast.AST = second
    while not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)):
        node = model.parent(node)
        if isinstance(node, ast.If) and first in ast.walk(node.test):
            return True
    return False
