"""Asynchronous twins: which objects could be made asynchronous, with every use of them.

An object qualifies when it is a variable of one coroutine, or a private attribute that only the
coroutines of one class use, and every use is one that the twin has too: a method, a part, a
``with``. All uses change, or none.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.conversion.convertibility import exported_names
from flake8_asyncpitfalls.analyses.conversion.elsewhere import is_read_elsewhere, may_have_loops
from flake8_asyncpitfalls.analyses.conversion.given_objects import Given, objects_given
from flake8_asyncpitfalls.analyses.conversion.rewriting import Follower, NoTwinError, Rewriting
from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    Value,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope

TWIN_NAMES = ("{0}.Async{1}", "{0}.asyncio.{1}", "{0}.aio.{1}")
"""What an asynchronous class or function is called, by the module and the name of the other one."""
NEEDING_TWINS = frozenset({
    "check", "configure", "connection_class", "connection_pool", "cursor_factory", "event_hooks",
    "http_client", "mounts", "proxy", "reconnect_failed", "reset", "retry", "single_connection_client",
    "transport",
})  # fmt: skip
"""Arguments whose value has a synchronous and an asynchronous form."""


def object_twin(model: SemanticModel, call: ast.Call, twin: str) -> Rewriting | None:
    """How to make the object asynchronous that *call* makes, or whose method it calls.

    *twin* is the qualified name of the asynchronous method, or empty.
    """
    return model.analysis(_Twins).of_object(call, twin)


def binding_of(model: SemanticModel, name: ast.Name, scope: Scope) -> Binding | None:
    """The one binding that the local *name* reads, if it is an assignment or a ``with``.

    Where the object is made by a method of another one, that one is looked for.
    """
    return model.analysis(_Twins).binding_of(name, scope)


def with_that_enters(model: SemanticModel, binding: Binding) -> ast.With | None:
    """The ``with`` statement, of one item, that makes *binding*; None if it has others."""
    return model.analysis(_Twins).entered_by(binding)


def twin_method(model: SemanticModel, call: ast.Call, twin: str) -> str:
    """The method of the same object that does the same and is asynchronous, or ''."""
    return model.analysis(_Twins).method(call, twin)


def twin_function(model: SemanticModel, call: ast.Call, twin: str) -> str:
    """The qualified name of the coroutine function *twin*, if it gives what *call* gives."""
    return model.analysis(_Twins).function(call, twin)


class _Twins:
    """Answers for one file which objects could be asynchronous ones."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self.members = model.types.members
        self._known: dict[tuple[ast.Call, str], Rewriting | None] = {}

    def of_object(self, call: ast.Call, twin: str) -> Rewriting | None:
        """How to make the object asynchronous that *call* makes, or whose method it calls.

        *twin* is the qualified name of the asynchronous method, or empty.
        """
        try:
            return self._of_creation(call, twin) or self._of_use(call, twin.rpartition(".")[0])
        except NoTwinError:
            return None

    def _of_creation(self, call: ast.Call, twin: str) -> Rewriting | None:
        """``x = connect()``, where making the object blocks by itself."""
        callee = self.model.value_of(call.func)
        if isinstance(callee, FunctionValue) and isinstance(callee.receiver, Instance):
            return None
        stmt = self.model.statement_of(call)
        scope = self.model.scope_of(call)
        bindings = self.model.terms.table(scope).at(stmt)
        if len(bindings) != 1 or bindings[0].value is not call or not scope.is_coroutine:
            return None
        binding = bindings[0]
        if binding.path or binding.is_async or binding.kind not in ("assign", "with"):
            return None
        return self._remembered(call, twin, lambda: self._of_variable(binding, call, twin, scope))

    def _of_use(self, call: ast.Call, prefix: str) -> Rewriting | None:
        for root in _roots(call.func):
            found = None
            if isinstance(root, ast.Name):
                found = self._of_name(root, prefix) or self._of_global(root, prefix)
            if isinstance(root, ast.Attribute):
                found = self._of_own_attribute(root, prefix)
            if found is not None:
                return found
        return None

    def _of_name(self, name: ast.Name, prefix: str) -> Rewriting | None:
        scope = self.model.scope_of(name)
        binding = self.binding_of(name, scope)
        if binding is None or not isinstance(binding.value, ast.Call):
            return None
        made = binding.value
        return self._remembered(
            made, prefix, lambda: self._of_variable(binding, made, prefix, scope)
        )

    def _of_own_attribute(self, attribute: ast.Attribute, prefix: str) -> Rewriting | None:
        stmt = self._attribute_made_by(attribute)
        if stmt is None:
            return None
        if not isinstance(stmt.value, ast.Call):
            given = objects_given(self.model, stmt)
            if given is None:
                return None
            key = given.creations[0]
            return self._remembered(key, prefix, lambda: self._of_given(attribute, given, prefix))
        made = stmt.value
        return self._remembered(made, prefix, lambda: self._of_attribute(attribute, made, prefix))

    def _of_given(self, attribute: ast.Attribute, given: Given, prefix: str) -> Rewriting:
        """All objects that the class is given change with the uses of its attribute."""
        first, *others = given.creations
        rewriting, twin = self._begin(first, prefix, is_given=True)
        value = self.model.value_of(first)
        for other in others:
            name, _ = self._begin(other, prefix, is_given=True)
            if name.name != rewriting.name or self.model.value_of(other) != value:
                raise NoTwinError
        if given.annotation is not None:
            if self.model.value_of(given.annotation) != self.model.value_of(first.func):
                raise NoTwinError
            rewriting.annotated.append(given.annotation)
        rewriting.more += others
        self._follow_attribute(attribute, given.owner, rewriting, (value, twin))
        assert isinstance(given.owner.node, ast.ClassDef)
        rewriting.alone = (*rewriting.alone, given.owner.node.name)
        return rewriting

    def _remembered(
        self, creation: ast.Call, prefix: str, find: Callable[[], Rewriting]
    ) -> Rewriting | None:
        key = (creation, prefix)
        if key not in self._known:
            try:
                self._known[key] = find()
            except NoTwinError:
                self._known[key] = None
        return self._known[key]

    def binding_of(self, name: ast.Name, scope: Scope) -> Binding | None:
        """The one binding that the local *name* reads, if it is an assignment or a ``with``.

        Where the object is made by a method of another one, that one is looked for.
        """
        while scope.is_coroutine and self.model.uses.is_private(name.id, scope):
            bindings = self.model.terms.bindings_read(name, scope)
            if len(bindings) != 1 or bindings[0].kind not in ("assign", "with"):
                return None
            binding = bindings[0]
            if binding.path or binding.is_async:
                return None
            before = [r for r in _roots(binding.value) if isinstance(r, ast.Name)]
            made = binding.value
            is_part = isinstance(made, ast.Call) and before and not self._is_given(made)
            if not is_part or self.model.scope_of(before[0]) is not scope:
                return binding
            if before[0].id == name.id or not self._is_made_here(before[0], scope):
                return binding
            name = before[0]
        return None

    def _is_given(self, call: ast.Call) -> bool:
        """Whether *call* only enters an object that it is given (``stack.enter_context(x)``)."""
        return self.model.marker(call.func, "enters") is not None

    def _is_made_here(self, name: ast.Name, scope: Scope) -> bool:
        return isinstance(self.model.value_of(name), Instance) and self.model.uses.is_private(
            name.id, scope
        )

    def entered_by(self, binding: Binding) -> ast.With | None:
        """The ``with`` statement, of one item, that makes *binding*; None if it has others."""
        stmt = self.model.statement_of(binding.node)
        return stmt if isinstance(stmt, ast.With) and len(stmt.items) == 1 else None

    def _attribute_made_by(self, attribute: ast.expr) -> ast.Assign | None:
        """The one statement that gives ``self.x`` its value."""
        match attribute:
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                found = [
                    stmt
                    for node in self.model.uses.attributes(name)
                    if isinstance(node.ctx, ast.Store)
                    and isinstance(stmt := self.model.parent(node), (ast.Assign, ast.AnnAssign))
                ]
                if len(found) == 1 and isinstance(found[0], ast.Assign):
                    return found[0]
        return None

    def _of_attribute(self, attribute: ast.Attribute, creation: ast.Call, prefix: str) -> Rewriting:
        """All uses must stand in coroutines of the one class whose method makes the object."""
        rewriting, twin = self._begin(creation, prefix)
        owner = self.model.scope_of(creation).enclosing_class
        if owner is None:
            raise NoTwinError
        values = (self.model.value_of(creation), twin)
        self._follow_attribute(attribute, owner, rewriting, values)
        return rewriting

    def _follow_attribute(
        self, attribute: ast.Attribute, owner: Scope, rewriting: Rewriting,
        values: tuple[Value, Instance],
    ) -> None:  # fmt: skip
        """Every use of the attribute must stand in coroutines of the class *owner*."""
        value, twin = values
        follower = Follower(self.model, rewriting)
        if rewriting.awaited or attribute.attr in self._class_names(owner):
            raise NoTwinError
        if self._needs_loop_when_made(twin):
            raise NoTwinError
        for node in self.model.uses.attributes(attribute.attr):
            scope = self.model.scope_of(node)
            is_own = isinstance(node.value, ast.Name) and node.value.id == "self"
            if not is_own or scope.parent is not owner or isinstance(node.ctx, ast.Del):
                raise NoTwinError
            if isinstance(node.ctx, ast.Load):
                if not scope.is_coroutine:
                    raise NoTwinError
                follower.follow(node, value, twin)
        if not attribute.attr.startswith("_"):
            rewriting.alone = (f".{attribute.attr}",)
        elif is_read_elsewhere(self.model, attribute.attr, owner):
            raise NoTwinError

    def _needs_loop_when_made(self, twin: Instance) -> bool:
        """Whether the running loop opens it, or is kept in it, which may not be there yet.

        Or may be one of several.
        """
        removed = twin.summary.markers.get("removed")
        keeps_loop = removed is not None and removed.keywords.get("argument") == "loop"
        if removed is not None and keeps_loop:
            since = map(int, str(removed.argument(0)).split("."))
            if not self.model.runs_on_python(*since) or may_have_loops(self.model):
                return True
        return self.members.method(twin, "open") is not None

    def _of_global(self, name: ast.Name, prefix: str) -> Rewriting | None:
        """What a variable of the module holds, where only coroutines of the module use it."""
        module = self.model.terms.root
        bindings = self.model.terms.table(module).by_name.get(name.id, ())
        if len(bindings) != 1 or bindings[0].kind != "assign" or bindings[0].path:
            return None
        made = bindings[0].value
        if not isinstance(made, ast.Call) or not self._is_global(name):
            return None
        return self._remembered(made, prefix, lambda: self._of_module(name.id, made, prefix))

    def _is_global(self, name: ast.Name) -> bool:
        """Whether no function around the use *name* binds it, nor declares it its own."""
        scope: Scope | None = self.model.scope_of(name)
        while scope is not None and scope.kind != "module":
            if name.id in self.model.terms.table(scope).by_name:
                return False
            scope = scope.parent
        return True

    def _of_module(self, name: str, creation: ast.Call, prefix: str) -> Rewriting:
        rewriting, twin = self._begin(creation, prefix)
        if rewriting.awaited or name in exported_names(self.model.source.tree):
            raise NoTwinError
        if self._needs_loop_when_made(twin):
            raise NoTwinError
        value = self.model.value_of(creation)
        follower = Follower(self.model, rewriting)
        for scope in self.model.scopes:
            for node in scope.names(name):
                if not self._is_global(node) or node is self._target(creation):
                    continue
                if not isinstance(node.ctx, ast.Load) or not scope.is_coroutine:
                    raise NoTwinError
                follower.follow(node, value, twin)
        rewriting.alone = (name,)
        return rewriting

    def _target(self, creation: ast.Call) -> ast.expr | None:
        stmt = self.model.parent(creation)
        return stmt.targets[0] if isinstance(stmt, ast.Assign) else None

    def _class_names(self, owner: Scope) -> frozenset[str]:
        return self.model.module.class_(owner.identity).names

    def _of_variable(
        self, binding: Binding, creation: ast.Call, prefix: str, scope: Scope
    ) -> Rewriting:
        rewriting, twin = self._begin(creation, prefix)
        follower = Follower(self.model, rewriting)
        value: Value = self.model.value_of(creation)
        new: Value = twin
        if binding.kind == "with":
            follower.enter(self.entered_by(binding), twin)
            protocols = self.model.types.protocols
            value = protocols.entered(value, is_async=False)
            new = protocols.entered(twin, is_async=True)
        follower.follow_binding(binding, scope, value, new)
        return rewriting

    def _begin(
        self, creation: ast.Call, prefix: str, *, is_given: bool = False
    ) -> tuple[Rewriting, Instance]:
        """The changed creation, and what it gives; raises NoTwinError.

        *is_given*: it is handed to another call.
        """
        if not self._is_plain(creation, is_given=is_given):
            raise NoTwinError
        name, twin, is_awaited = self._twin_of(creation, prefix)
        rewriting = Rewriting(creation, name)
        if is_awaited:
            if not can_await(self.model, creation):
                raise NoTwinError
            rewriting.awaited.append(creation)
        return rewriting, twin

    def _is_plain(self, creation: ast.Call, *, is_given: bool) -> bool:
        """Whether the arguments say the same to the twin, and nothing else holds the object."""
        stmt = self.model.parent(creation)
        if isinstance(stmt, ast.Assign) and len(stmt.targets) != 1:
            return False
        names = {keyword.arg for keyword in creation.keywords}
        is_starred = None in names or any(isinstance(arg, ast.Starred) for arg in creation.args)
        is_direct = isinstance(stmt, (ast.Assign, ast.withitem)) or is_given
        if not is_direct or is_starred or not names.isdisjoint(NEEDING_TWINS):
            return False
        # ``Session(engine)``: the other one would want an asynchronous engine.
        return not any(map(self._is_live, arguments_of(creation)))

    def _is_live(self, expr: ast.expr) -> bool:
        options = options_of(self.model.value_of(expr))
        return any(
            isinstance(one, Instance) and self.members.is_live(one.summary) for one in options
        )

    def _twin_of(self, creation: ast.Call, prefix: str) -> tuple[str, Instance, bool]:
        """The name to call instead, the object that this gives, and whether it is awaited."""
        callee = self.model.value_of(creation.func)
        made = self.model.value_of(creation)
        if not isinstance(made, Instance) or not made.summary.module.is_stub:
            raise NoTwinError
        module, _, name = name_of(callee).rpartition(".")
        candidates = [form.format(module, name) for form in TWIN_NAMES]
        if isinstance(callee, ClassValue) and prefix.rpartition(".")[0]:
            candidates.insert(0, prefix)
        candidates[:0] = _own_twin(callee)
        for candidate in candidates:
            twin = self._made_by(self.model.types.resolve(candidate))
            is_awaited = isinstance(twin, Coroutine)
            twin = twin.result if isinstance(twin, Coroutine) else twin
            if isinstance(twin, Instance) and self._is_same_kind(twin, made, candidate, prefix):
                return candidate, twin, is_awaited
        raise NoTwinError

    def _made_by(self, value: Value) -> Value:
        if isinstance(value, ClassValue):
            return Instance(value.summary)
        if isinstance(value, FunctionValue) and not isinstance(value.receiver, Instance):
            return self.model.types.calls.plain_result(value)
        return UNKNOWN_VALUE

    def _is_same_kind(self, twin: Instance, made: Instance, candidate: str, prefix: str) -> bool:
        """Whether the candidate is a twin of the whole object and not of a part of it."""
        if candidate != prefix:
            return twin.summary is not made.summary
        wanted = made.summary.name.lower()
        return twin.summary.name.lower().removeprefix("async") == wanted

    def method(self, call: ast.Call, twin: str) -> str:
        """The method of the same object that does the same and is asynchronous, or ''."""
        func, name = call.func, twin.rpartition(".")[2]
        old = self.model.value_of(func)
        if not isinstance(func, ast.Attribute) or not isinstance(old, FunctionValue):
            return ""
        owner = self.model.value_of(func.value)
        if not isinstance(owner, Instance) or name in ("", func.attr):
            return ""
        new = self.members.get(owner, name)
        return name if self._gives_the_same(old, new) else ""

    def function(self, call: ast.Call, twin: str) -> str:
        """The qualified name of the coroutine function *twin*, if it gives what *call* gives."""
        old, new = self.model.value_of(call.func), self.model.types.resolve(twin)
        if not isinstance(old, FunctionValue) or old.receiver is not None:
            return ""
        return twin if self._gives_the_same(old, new) else ""

    def _gives_the_same(self, old: FunctionValue, new: Value) -> bool:
        if not isinstance(new, FunctionValue) or not new.summary.is_async:
            return False
        result = self.model.types.calls.plain_result(new)
        same = self.model.types.calls.plain_result(old)
        return isinstance(result, Coroutine) and result.result == same


def _own_twin(callee: Value) -> list[str]:
    """What the stub says of making the object itself."""
    marker = callee.summary.markers.get("blocks") if isinstance(callee, FunctionValue) else None
    return [str(marker.keywords["twin"])] if marker and marker.keywords.get("twin") else []


def _roots(expr: ast.expr | None) -> Iterator[ast.Name | ast.Attribute]:
    """The objects that *expr* goes out from, the nearest first: ``self.x`` and ``self`` of a call."""
    while isinstance(expr, (ast.Attribute, ast.Subscript, ast.Call)):
        expr = expr.func if isinstance(expr, ast.Call) else expr.value
        if isinstance(expr, (ast.Attribute, ast.Name)):
            yield expr
