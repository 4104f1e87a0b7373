"""Locks that a project builds on a condition: a wait in them is that of a lock, as long as others hold it.

A method takes such a lock where it waits until its object's state allows it, and then changes that state;
another gives the lock back: it changes the state too, and wakes those that wait. A queue of one place looks
alike, but who takes from it gives nothing back. So the class must say which two belong together: one is
called before a ``try`` and the other in its ``finally``, or they enter and leave a ``with`` block.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.semantics.effects.effect import Effect
from flake8_asyncpitfalls.semantics.inference.values import Instance
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.summaries.attribute_terms import assignments_in, method_scopes

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term


class OwnLocks:
    """Answers for all functions of a run."""

    def __init__(self) -> None:
        self._known: dict[tuple[FunctionSummary, str], bool] = {}

    def takes(self, function: FunctionSummary, effect: Effect, call: Term) -> bool:
        """Whether the *call* in the method *function*, with this *effect*, waits for a lock of its own."""
        waiting = effect.function
        if effect.kind != "wait" or waiting is None or function.class_identity is None:
            return False
        condition = _own_attribute(call)
        is_lock = (
            isinstance(waiting.receiver, Instance) and "lock" in waiting.receiver.summary.markers
        )
        if not is_lock or not condition:
            return False
        key = function, condition
        if key not in self._known:
            self._known[key] = _takes_lock(function, condition)
        return self._known[key]


def _own_attribute(call: Term) -> str:
    """The name ``x`` of a call ``self.x.wait()``; '' for others."""
    match call:
        case ("call", ("attr", ("attr", ("self", *_), name), _), *_):
            return str(name)
        case _:
            return ""


class _Method(NamedTuple):
    """A method, and what it calls its object."""

    scope: Scope
    receiver: str

    def reads(self, attribute: str, nodes: Iterable[ast.AST] | None = None) -> bool:
        """Whether the method, or what of it is in *nodes*, has *attribute* of its object."""
        return any(
            node.attr == attribute and self._is_own(node)
            for node in (self.scope.of_type(ast.Attribute) if nodes is None else nodes)
            if isinstance(node, ast.Attribute)
        )

    def own_names(self, expr: ast.expr) -> Iterator[str]:
        """The attributes of its object in *expr*."""
        for node in ast.walk(expr):
            if isinstance(node, ast.Attribute) and self._is_own(node):
                yield node.attr

    def sets(self) -> set[str]:
        """The attributes of its object that the method sets."""
        return set(assignments_in(self.scope, self.receiver))

    def waits_for(self, condition: str) -> Iterator[str]:
        """The attributes of its object until whose change the method waits on *condition*."""
        for loop in self.scope.of_type(ast.While):
            if self.reads(condition, walk_code(loop.body)):
                yield from self.own_names(loop.test)
        for call in self.scope.of_type(ast.Call):
            if self.reads(condition, [getattr(call.func, "value", call)]):
                for argument in call.args:
                    yield from self.own_names(argument)

    def ends_with(self, attribute: str) -> bool:
        """Whether a ``finally`` of the method has *attribute* of its object."""
        return any(
            self.reads(attribute, walk_code(stmt.finalbody)) for stmt in self.scope.of_type(ast.Try)
        )

    def _is_own(self, node: ast.Attribute) -> bool:
        return isinstance(node.value, ast.Name) and node.value.id == self.receiver


def _takes_lock(function: FunctionSummary, condition: str) -> bool:
    assert function.class_identity is not None
    owner = function.module.class_(function.class_identity)
    methods = {
        scope.node.name: _Method(scope, receiver)
        for scope, receiver in method_scopes(owner.scope)
        if isinstance(scope.node, FUNCTION_TYPES) and scope.parent is owner.scope
    }
    taking = methods.get(function.name)
    if taking is None:
        return False
    tested = {name for method in methods.values() for name in method.waits_for(condition)}
    taken = tested & taking.sets()
    return any(
        taken & method.sets()
        and method.reads(condition)
        and _belong_together(methods, function.name, name)
        for name, method in methods.items()
        if method is not taking
    )


def _belong_together(methods: dict[str, _Method], take: str, give: str) -> bool:
    """Whether what calls *take* calls *give* in the end."""
    entering, leaving = methods.get("__enter__"), methods.get("__exit__")
    if entering is not None and leaving is not None:
        is_entering = take == "__enter__" or entering.reads(take)
        if is_entering and (give == "__exit__" or leaving.reads(give)):
            return True
    return any(method.reads(take) and method.ends_with(give) for method in methods.values())
