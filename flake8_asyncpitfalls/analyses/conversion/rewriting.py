"""What becomes of the uses of an object when its asynchronous twin takes its place."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.expected_failures import handlers_around
from flake8_asyncpitfalls.analyses.streams import (
    asks_for_stream,
    is_streaming,
    is_used_as_answer,
)
from flake8_asyncpitfalls.semantics.inference.protocols import is_async_generator
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    NamedInstance,
    Unknown,
    UnresolvedName,
    Value,
)
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.members import Members
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope

_RENAMED = {"close": "aclose"}
_MAX_DEPTH = 12
_BUILTINS = frozenset(vars(builtins))


class NoTwinError(Exception):
    """A use of the object that its twin does not have."""


@dataclass(slots=True)
class Rewriting:
    """What to change: *creation* calls *name*, *awaited* are awaited, *renamed* get the names.

    *asynced* are the ``with`` and ``for`` statements, and the targets of the comprehension
    clauses, that become ``async``. *passes_object*: the creation is a method of an object that
    *name* takes as its first argument. *alone* is that of Fix: what no other file may use.
    *more*: other calls that are changed like *creation*; *annotated*: annotations that name its class.
    """

    creation: ast.Call
    name: str
    awaited: list[ast.expr] = field(default_factory=list)
    renamed: list[tuple[ast.Attribute, str]] = field(default_factory=list)
    asynced: list[ast.stmt | ast.expr] = field(default_factory=list)
    passes_object: bool = False
    alone: tuple[str, ...] = ()
    more: list[ast.Call] = field(default_factory=list)
    annotated: list[ast.expr] = field(default_factory=list)


def has_member(members: Members, value: Value, name: str) -> bool:
    """Whether a class of the object *value* names the attribute *name*."""
    return isinstance(value, Instance) and any(
        base is not None and name in base.names for base in members.mro(value.summary)
    )


def is_plain_data(members: Members, attribute: ast.Attribute, value: Value, twin: Value) -> bool:
    """Whether *attribute* of *value* reads what *twin* has too and is no function: ``cursor.rowcount``."""
    name = attribute.attr
    old, new = members.get(value, name), members.get(twin, name)
    is_read = isinstance(attribute.ctx, ast.Load)
    if not is_read or old != new or isinstance(old, FunctionValue):
        return False
    return has_member(members, value, name) and has_member(members, twin, name)


def other_name(members: Members, name: str, value: Value, twin: Value) -> str:
    """What the method *name* of *value* is called on its *twin*; '' where it has the same name.

    One class that has both forms (``Response.read`` and ``aread``) is meant by the other one
    where it came by an asynchronous way.
    """
    if value == twin and has_member(members, twin, f"a{name}"):
        return f"a{name}"
    renamed = _RENAMED.get(name, "")
    return renamed if renamed and not has_member(members, twin, name) else ""


def may_be_of_library(value: Value) -> bool:
    """Whether *value* is an object of a library, or may be one."""
    if isinstance(value, (Instance, NamedInstance, UnresolvedName)):
        module, _, name = value.qualified_name.rpartition(".")
        return module != "builtins" and (bool(module) or name not in _BUILTINS)
    return not isinstance(value, Unknown)


class Follower:
    """Follows an object through one file: every use must be one that the twin has too."""

    def __init__(self, model: SemanticModel, rewriting: Rewriting) -> None:
        self.model = model
        self.members = model.types.members
        self.rewriting = rewriting
        self._depth = 0

    def follow(self, expr: ast.expr, value: Value, twin: Value) -> None:
        """Rewrite what is done with *expr*, which has *value* now and will have *twin*."""
        self._depth += 1
        if isinstance(value, Unknown) or isinstance(twin, Unknown) or self._depth > _MAX_DEPTH:
            raise NoTwinError
        parent = self.model.parent(expr)
        match parent:
            case ast.Attribute():
                self._attribute(parent, value, twin)
            case ast.Subscript() if parent.value is expr:
                item = self.model.types.protocols.item
                self.follow(parent, item(value, (UNKNOWN,)), item(twin, (UNKNOWN,)))
            case ast.withitem():
                self._enter(parent, value, twin)
            case ast.For() | ast.comprehension() if parent.iter is expr:
                self._iterate(parent, twin)
            case ast.Assign(targets=[ast.Name()]):
                self._bound(parent, value, twin)
            case ast.Expr():
                pass
            case _:
                raise NoTwinError
        self._depth -= 1

    def enter(self, stmt: ast.With | None, twin: Value) -> None:
        """Make the ``with`` statement, whose one item *twin* is, an ``async with``."""
        if stmt is None or self.members.method(twin, "__aenter__") is None:
            raise NoTwinError
        if not can_await(self.model, stmt):
            raise NoTwinError
        self.rewriting.asynced.append(stmt)

    def follow_binding(self, binding: Binding, scope: Scope, value: Value, twin: Value) -> None:
        """Follow the variable that *binding* gives *value* to, and *twin* afterwards."""
        for use in self.uses(binding, scope):
            self.follow(use, value, twin)

    def uses(self, binding: Binding, scope: Scope) -> Iterator[ast.Name]:
        """Where *binding* is read; raises NoTwinError if anything else may be read there."""
        if not self.model.uses.is_private(binding.name, scope):
            raise NoTwinError
        for node in self.model.uses.mentions(binding.name, scope):
            if self.model.scope_of(node) is not scope or isinstance(node.ctx, ast.Del):
                raise NoTwinError
            if not isinstance(node.ctx, ast.Load):
                continue
            bindings = self.model.terms.bindings_read(node, scope)
            if bindings == (binding,):
                yield node
            elif binding in bindings or not bindings:
                raise NoTwinError

    def _bound(self, stmt: ast.stmt, value: Value, twin: Value) -> None:
        """Follow the variable that *stmt* binds, if it binds one."""
        scope = self.model.scope_of(stmt)
        bindings = self.model.terms.table(scope).at(stmt)
        if len(bindings) != 1 or bindings[0].path or not scope.is_coroutine:
            raise NoTwinError
        self.follow_binding(bindings[0], scope, value, twin)

    def _enter(self, item: ast.withitem, value: Value, twin: Value) -> None:
        stmt = self.model.parent(item)
        if not isinstance(stmt, ast.With) or len(stmt.items) != 1:
            raise NoTwinError
        self.enter(stmt, twin)
        if item.optional_vars is not None:
            protocols = self.model.types.protocols
            entered = protocols.entered(value, is_async=False)
            self._bound(stmt, entered, protocols.entered(twin, is_async=True))

    def _iterate(self, place: ast.For | ast.comprehension, twin: Value) -> None:
        is_method = self.members.method(twin, "__aiter__") is not None
        if not (is_method or is_async_generator(twin)) or not can_await(self.model, place):
            raise NoTwinError
        self.rewriting.asynced.append(place if isinstance(place, ast.For) else place.target)

    def _attribute(self, attribute: ast.Attribute, value: Value, twin: Value) -> None:
        call = self.model.parent(attribute)
        old, new = self.members.get(value, attribute.attr), self.members.get(twin, attribute.attr)
        if not isinstance(call, ast.Call) or call.func is not attribute:
            if not is_plain_data(self.members, attribute, value, twin):
                self.follow(attribute, old, new)
            return
        renamed = other_name(self.members, attribute.attr, value, twin)
        if renamed:
            new = self.members.get(twin, renamed)
            self.rewriting.renamed.append((attribute, renamed))
        if not isinstance(old, FunctionValue) or not isinstance(new, FunctionValue):
            raise NoTwinError
        self._call(call, old, new)

    def _has(self, value: Value, name: str) -> bool:
        return has_member(self.members, value, name)

    def _call(self, call: ast.Call, old: FunctionValue, new: FunctionValue) -> None:
        if not _takes_the_same(call, old, new) or self._is_expected_to_fail(call, old, new):
            raise NoTwinError
        types = self.model.types
        result, twin = types.calls.plain_result(old), types.calls.plain_result(new)
        if isinstance(twin, Coroutine):
            if self._may_be_stream(call) or not can_await(self.model, call):
                raise NoTwinError
            self.rewriting.awaited.append(call)
            twin = twin.result
        elif is_async_generator(twin):
            self._iterate_call(call, twin)
            return
        elif "blocks" in old.summary.markers and not self._is_context(call, twin):
            raise NoTwinError
        is_told = not isinstance(result, Unknown) or may_be_of_library(twin)
        if result != twin and is_told:
            self.follow(call, result, twin)

    def _is_expected_to_fail(self, call: ast.Call, old: FunctionValue, new: FunctionValue) -> bool:
        """Whether an error of the module of *old* is caught around *call*, where *new* has its own."""
        module = old.summary.module
        if module is new.summary.module:
            return False
        return any(
            isinstance(error, ClassValue) and error.summary.module is module
            for handler in handlers_around(call, self.model.parent)
            for expr in ast.walk(handler.type or handler)
            if isinstance(expr, (ast.Name, ast.Attribute))
            for error in [self.model.value_of(expr)]
        )

    def _may_be_stream(self, call: ast.Call) -> bool:
        if asks_for_stream(call):
            return True
        return is_streaming(self.model, call) and not is_used_as_answer(self.model, call)

    def _iterate_call(self, call: ast.Call, twin: Value) -> None:
        place = self.model.parent(call)
        if not isinstance(place, (ast.For, ast.comprehension)) or place.iter is not call:
            raise NoTwinError
        self._iterate(place, twin)

    def _is_context(self, call: ast.Call, twin: Value) -> bool:
        """Whether what the call gives is entered at once, and can be so asynchronously."""
        is_entered = isinstance(self.model.parent(call), ast.withitem)
        return is_entered and self.members.method(twin, "__aenter__") is not None


def _takes_the_same(call: ast.Call, old: FunctionValue, new: FunctionValue) -> bool:
    """Whether *new* has the parameters of *old* that *call* names or fills."""
    before, after = _plain_parameters(old), _plain_parameters(new)
    if before is None or after is None:
        return True
    lost = {*before} - {*after}
    names = (keyword.arg for keyword in call.keywords)
    return not len(after) < len(call.args) <= len(before) and lost.isdisjoint(names)


def _plain_parameters(function: FunctionValue) -> list[str] | None:
    """The names of the parameters, without that of the object; None where it takes any."""
    parameters = function.summary.parameters
    if any(one.kind in ("args", "kwargs") for one in parameters):
        return None
    is_bound = function.receiver is not None
    return [one.name for one in parameters][is_bound:]
