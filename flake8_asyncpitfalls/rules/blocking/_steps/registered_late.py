"""What is asked of a service and then registered, where others look through the register when it changes.

``user = find(token)`` and ``self.users[sid] = {"is_admin": user.is_admin}`` are one step of the loop:
whoever is told that a user has changed, and looks for all that are registered for it, comes before the
question or finds the entry. With a wait for the question it comes in between, finds nothing, and the entry
is made from what no longer holds.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.shared_state import is_locked
from flake8_asyncpitfalls.semantics.source.node_fields import statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ASKED = frozenset({"database", "http", "service"})
_VIEWS = ("items", "values")
_RECORDS = (ast.Call, ast.Dict, ast.List, ast.Tuple)
_MOST_STEPS = 40


def registers_late(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the answer of *call* is registered in the same step, and others look for such entries."""
    scope = model.scope_of(call)
    if scope.enclosing_class is None or _ASKED.isdisjoint(model.effects_at(call)):
        return False
    registers = model.analysis(_Registers)
    sought = registers.sought_in(scope.enclosing_class)
    if not sought or is_locked(call, model):
        return False
    return any(
        name in sought
        and leads_to(call, item, model.terms.parents)
        and not registers.waits_between(scope, end_of(call), start_of(item))
        for name, item in registers.stored(call, scope)
    )


class _Registers:
    """What the functions and classes of a file do, gone over once for all calls that ask."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._waits: dict[Scope, list[At]] = {}
        self._steps: dict[Scope, list[tuple[At, ast.Assign]]] = {}
        self._sought: dict[Scope, set[str]] = {}

    def sought_in(self, around: Scope) -> set[str]:
        """The containers in which coroutines of the class *around* look for what they were told about."""
        if around not in self._sought:
            children = around.children.values()
            self._sought[around] = {name for one in children for name in _sought(one)}
        return self._sought[around]

    def waits_between(self, scope: Scope, start: At, end: At) -> bool:
        """Whether *scope* waits after *start* and before *end*."""
        if scope not in self._waits:
            self._waits[scope] = [at for at, _ in waits_of(scope)]
        waits = self._waits[scope]
        return bisect_right(waits, start) < bisect_left(waits, end)

    def stored(self, call: ast.Call, scope: Scope) -> Iterator[tuple[str, ast.expr]]:
        """The entries of containers of the object that a record made from the answer becomes."""
        first = statement_of(call, self._model.terms.parents)
        if not isinstance(first, ast.Assign) or first.value is not call:
            return
        made = {target.id for target in first.targets if isinstance(target, ast.Name)}
        for stmt in self._after(end_of(call), scope) if made else ():
            if made.isdisjoint(_names_in(stmt.value)):
                continue
            for target in stmt.targets:
                match target:
                    case ast.Name(id=name):
                        made.add(name)
                    case ast.Subscript(value=ast.Attribute(value=ast.Name(id="self"), attr=name)):
                        if isinstance(stmt.value, _RECORDS):
                            yield name, target

    def _after(self, at: At, scope: Scope) -> list[ast.Assign]:
        """The next assignments of *scope* after *at*; of very many the first."""
        if scope not in self._steps:
            found = ((start_of(stmt), stmt) for stmt in scope.of_type(ast.Assign))
            self._steps[scope] = sorted(found, key=itemgetter(0))
        steps = self._steps[scope]
        first = bisect_right(steps, at, key=itemgetter(0))
        return [stmt for _, stmt in steps[first : first + _MOST_STEPS]]


def _sought(scope: Scope) -> Iterator[str]:
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return
    for rounds in scope.of_type(ast.comprehension):
        name = _container(rounds.iter)
        if name and any(_is_for(test, rounds.target) for test in rounds.ifs):
            yield name


def _container(iterated: ast.expr) -> str:
    match iterated:
        case ast.Call(func=ast.Attribute(value=container, attr=view)) if view in _VIEWS:
            iterated = container
    match iterated:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return name
    return ""


def _is_for(test: ast.expr, target: ast.expr) -> bool:
    """Whether *test* compares what the entry *target* says with what the function knows."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            own = _names_in(target)
            sides = [_names_in(side) - {"self"} for side in (left, right)]
            return any(side & own for side in sides) and any(
                side and not side & own for side in sides
            )
    return False


def _names_in(expr: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expr) if isinstance(node, ast.Name)}
