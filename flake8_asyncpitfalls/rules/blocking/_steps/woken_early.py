"""Tasks that are started, or woken, before what they read is set.

``self.task = create_task(self.run()); self.config = load()``: as it is, the task begins when the function
waits or ends, and finds the configuration. With a new wait in ``load`` it begins before. So does who
waits for ``self.done``, where ``self.done.set()`` stands before ``self.result = load()``.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import (
    ASSIGNED,
    At,
    end_of,
    leads_to,
    start_of,
    waits_of,
)
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_STARTING = frozenset({"create_task", "ensure_future"})
_WAKING = frozenset({"set", "set_result", "put_nowait"})
_SOON = frozenset({"call_soon", "call_soon_threadsafe"})
_MOST = 8
"""Of what is started or woken in one function, and of who waits for one thing, the first."""


class _Set(NamedTuple):
    """An attribute of the object that the function sets, and when."""

    name: str
    node: ast.Attribute
    at: At


class _Waking(NamedTuple):
    """A call that starts or wakes others, with the attributes of the object that these read."""

    node: ast.Call
    reads: frozenset[str]


def is_woken_before(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a wait at *call*, or at what is *moved*, lets others run before what they read is set."""
    functions = model.analysis(_Functions)
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    parents = model.terms.parents
    return any(
        end_of(waking.node) <= start and end <= one.at and leads_to(call, one.node, parents)
        for waking, one in functions.early(model.scope_of(call))
    )


class _Functions:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, list[tuple[_Waking, _Set]]] = {}
        self._reads: dict[Scope, frozenset[str]] = {}
        self._places: dict[tuple[Scope | None, str], list[ast.Attribute]] = {}

    def early(self, scope: Scope) -> list[tuple[_Waking, _Set]]:
        """What *scope* starts, each with what that reads and is set behind it, before the next wait."""
        if scope not in self._known:
            self._known[scope] = []
            if isinstance(scope.node, ast.AsyncFunctionDef) and scope.enclosing_class:
                self._known[scope] = list(self._found(scope))
        return self._known[scope]

    def _found(self, scope: Scope) -> Iterator[tuple[_Waking, _Set]]:
        wakings = list(self._wakings(scope))[:_MOST]
        settings = list(self._set_in(scope)) if wakings else []
        waits = waits_of(scope) if settings else []
        parents = self._model.terms.parents
        for waking in wakings:
            begin = end_of(waking.node)
            known = {one.name for one in settings if one.at < begin}
            first = bisect_right(waits, begin, key=itemgetter(0))
            for one in settings:
                if one.name not in waking.reads - known or not begin < one.at:
                    continue
                last = bisect_left(waits, one.at, key=itemgetter(0))
                is_parted = any(leads_to(n, one.node, parents) for _, n in waits[first:last])
                if not is_parted and leads_to(waking.node, one.node, parents):
                    yield waking, one

    def _set_in(self, scope: Scope) -> Iterator[_Set]:
        """What *scope* sets of its object, or puts something into."""
        for node in scope.of_type(ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                parent = self._model.parent(node)
                place = (
                    parent if isinstance(parent, ast.Subscript) and parent.value is node else node
                )
                if not isinstance(place.ctx, ast.Load):
                    line, column, _ = end_of(self._model.statement_of(node))
                    yield _Set(node.attr, node, (line, column, ASSIGNED))

    def _wakings(self, scope: Scope) -> Iterator[_Waking]:
        for call in scope.of_type(ast.Call):
            read = {name for one in self._started_by(call) for name in self._read_by(one)}
            func = call.func
            if isinstance(func, ast.Attribute) and func.attr in _WAKING:
                read |= set(self._read_by_waiting(func.value, scope))
            if read:
                yield _Waking(call, frozenset(read))

    def _started_by(self, call: ast.Call) -> Iterator[Scope]:
        """The methods of its object that *call* starts as a task, or has called soon."""
        name = last_name(call.func)
        works: list[ast.expr] = []
        if name in _STARTING:
            works = [one.func for one in call.args[:1] if isinstance(one, ast.Call)]
        elif name in _SOON:
            works = call.args[:1]
        for work in works:
            if isinstance(work, ast.Attribute) and isinstance(work.value, ast.Name):
                for option in options_of(self._model.value_of(work)):
                    if isinstance(option, FunctionValue) and work.value.id == "self":
                        if option.summary.module is self._model.module:
                            yield option.summary.scope

    def _read_by(self, scope: Scope, depth: int = 1) -> frozenset[str]:
        """The attributes of its object that the method *scope* reads, itself or one call further."""
        own = [
            node
            for node in scope.of_type(ast.Attribute)
            if isinstance(node.value, ast.Name) and node.value.id == "self"
        ]
        if scope not in self._reads:
            self._reads[scope] = frozenset(n.attr for n in own if isinstance(n.ctx, ast.Load))
        found = self._reads[scope]
        for node in own if depth else ():
            parent = self._model.parent(node)
            if isinstance(parent, ast.Call) and parent.func is node:
                for option in options_of(self._model.value_of(node)):
                    if isinstance(option, FunctionValue) and not option.summary.module.is_stub:
                        if option.summary.module is self._model.module:
                            found |= self._read_by(option.summary.scope, depth - 1)
        return found

    def _read_by_waiting(self, place: ast.expr, scope: Scope) -> Iterator[str]:
        """The attributes that those methods read behind it which wait for what is at *place*."""
        if not isinstance(place, ast.Attribute):
            return
        for node in self._waiting(place.attr, scope.enclosing_class):
            where = self._model.scope_of(node)
            for read in where.of_type(ast.Attribute) if where is not scope else ():
                if read.lineno > node.lineno and isinstance(read.ctx, ast.Load):
                    yield read.attr

    def _waiting(self, name: str, owner: Scope | None) -> list[ast.Attribute]:
        """Where methods of the class *owner* wait for what its attribute *name* is, the first of them."""
        if (owner, name) not in self._places:
            found = (
                node
                for node in self._model.uses.attributes(name)
                if self._is_awaited(node)
                and self._model.scope_of(node).enclosing_class is owner
                and self._model.scope_of(node).name not in BEGINNINGS
            )
            self._places[owner, name] = list(islice(found, _MOST))
        return self._places[owner, name]

    def _is_awaited(self, node: ast.AST) -> bool:
        """Whether it, or what a method of it gives, is what is awaited."""
        parent = self._model.parent(node)
        while isinstance(parent, (ast.Attribute, ast.Call)) and not isinstance(node, ast.Await):
            node, parent = parent, self._model.parent(parent)
        return isinstance(parent, ast.Await)
