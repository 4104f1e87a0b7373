"""What can take the place of a synchronous library object: its asynchronous twin.

An object counts when one local variable of a coroutine holds it and every use of the variable is
a call, or a ``with`` block, that the twin has too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.term import UNKNOWN
from flake8_asyncpitfalls.semantics.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    Unknown,
    Value,
    name_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes import Binding, Scope

_NAMES = ("{0}.Async{1}", "{0}.asyncio.{1}", "{0}.aio.{1}")
_RENAMED = {"close": "aclose"}
_NEEDING_TWINS = frozenset({
    "connection_pool", "event_hooks", "http_client", "mounts", "proxy", "single_connection_client",
    "transport",
})  # fmt: skip
"""Arguments whose value has a synchronous and an asynchronous form."""


class NoTwinError(Exception):
    """A use of the object that its twin does not have."""


@dataclass(slots=True)
class Rewriting:
    """What to change: *creation* calls *name*, *awaited* are awaited, *renamed* get the names.

    *asynced* are the ``with`` and ``for`` statements, and the targets of the comprehension
    clauses, that become ``async``.
    """

    creation: ast.Call
    name: str
    awaited: list[ast.expr] = field(default_factory=list)
    renamed: list[tuple[ast.Attribute, str]] = field(default_factory=list)
    asynced: list[ast.stmt | ast.expr] = field(default_factory=list)


class Twins:
    """Answers for one file which objects could be asynchronous ones."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self.members = model.types.members
        self._known: dict[tuple[ast.Call, str], Rewriting | None] = {}

    def of_object(self, call: ast.Call, twin: str) -> Rewriting | None:
        """How to make the object asynchronous whose method *call* calls.

        *twin* is the qualified name of the asynchronous method, or empty.
        """
        root = call.func
        while isinstance(root, ast.Attribute | ast.Subscript | ast.Call):
            root = root.func if isinstance(root, ast.Call) else root.value
        if not isinstance(root, ast.Name):
            return None
        scope = self.model.scope_of(root)
        binding = self.binding_of(root, scope)
        if binding is None or not isinstance(binding.value, ast.Call):
            return None
        key = (binding.value, twin.rpartition(".")[0])
        if key not in self._known:
            try:
                self._known[key] = self._rewriting(binding, binding.value, key[1], scope)
            except NoTwinError:
                self._known[key] = None
        return self._known[key]

    def binding_of(self, name: ast.Name, scope: Scope) -> Binding | None:
        """The one binding that the local *name* reads, if it is an assignment or a ``with``."""
        if not scope.is_coroutine or not self.model.uses.is_private(name.id, scope):
            return None
        bindings = self.model.terms.bindings_read(name, scope)
        if len(bindings) != 1 or bindings[0].kind not in ("assign", "with"):
            return None
        binding = bindings[0]
        return None if binding.path or binding.is_async else binding

    def uses(self, binding: Binding, scope: Scope) -> Iterator[ast.Name]:
        """Where *binding* is read; raises NoTwinError if anything else may be read there."""
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

    def entered_by(self, binding: Binding) -> ast.With | None:
        """The ``with`` statement, of one item, that makes *binding*; None if it has others."""
        stmt = self.model.statement_of(binding.node)
        return stmt if isinstance(stmt, ast.With) and len(stmt.items) == 1 else None

    def _rewriting(
        self, binding: Binding, creation: ast.Call, prefix: str, scope: Scope
    ) -> Rewriting:
        if not self._is_plain(creation, binding):
            raise NoTwinError
        name, twin = self._twin_of(creation, prefix)
        rewriting = Rewriting(creation, name)
        if binding.kind == "with":
            self._enter(self.entered_by(binding), twin, rewriting)
        value = self.model.value_of(creation)
        for use in self.uses(binding, scope):
            self._follow(use, value, twin, rewriting)
        return rewriting

    def _is_plain(self, creation: ast.Call, binding: Binding) -> bool:
        """Whether the arguments say the same to the twin, and nothing else holds the object."""
        stmt = self.model.parent(creation)
        if isinstance(stmt, ast.Assign) and len(stmt.targets) != 1:
            return False
        names = {keyword.arg for keyword in creation.keywords}
        is_starred = None in names or any(isinstance(arg, ast.Starred) for arg in creation.args)
        is_direct = isinstance(stmt, ast.Assign | ast.withitem)
        return is_direct and not is_starred and names.isdisjoint(_NEEDING_TWINS)

    def _twin_of(self, creation: ast.Call, prefix: str) -> tuple[str, Instance]:
        """The name to call instead, and the object that this gives."""
        callee = self.model.value_of(creation.func)
        made = self.model.value_of(creation)
        if not isinstance(made, Instance) or not made.summary.module.is_stub:
            raise NoTwinError
        module, _, name = name_of(callee).rpartition(".")
        candidates = [form.format(module, name) for form in _NAMES]
        if isinstance(callee, ClassValue) and prefix.rpartition(".")[0]:
            candidates.insert(0, prefix)
        for candidate in candidates:
            twin = self._made_by(self.model.types.resolve(candidate))
            if twin is not None and self._is_same_kind(twin, made, candidate, prefix):
                return candidate, twin
        raise NoTwinError

    def _made_by(self, value: Value) -> Instance | None:
        if isinstance(value, ClassValue):
            return Instance(value.summary)
        if isinstance(value, FunctionValue) and value.receiver is None:
            result = self.model.types.calls.plain_result(value)
            return result if isinstance(result, Instance) else None
        return None

    def _is_same_kind(self, twin: Instance, made: Instance, candidate: str, prefix: str) -> bool:
        """Whether the candidate is a twin of the whole object and not of a part of it."""
        if candidate != prefix or not isinstance(twin, Instance):
            return twin.summary is not made.summary
        wanted = made.summary.name.lower()
        return twin.summary.name.lower().removeprefix("async") == wanted

    def _enter(self, stmt: ast.With | None, twin: Instance, rewriting: Rewriting) -> None:
        if stmt is None or self.members.method(twin, "__aenter__") is None:
            raise NoTwinError
        if not self.model.can_await(stmt):
            raise NoTwinError
        rewriting.asynced.append(stmt)

    def _follow(self, expr: ast.expr, value: Value, twin: Value, rewriting: Rewriting) -> None:
        """Rewrite what is done with *expr*, which has *value* now and will have *twin*."""
        if isinstance(value, Unknown) or isinstance(twin, Unknown):
            raise NoTwinError
        parent = self.model.parent(expr)
        if isinstance(parent, ast.Attribute):
            self._follow_attribute(parent, value, twin, rewriting)
        elif isinstance(parent, ast.Subscript) and parent.value is expr:
            item = self.model.types.protocols.item
            self._follow(parent, item(value, (UNKNOWN,)), item(twin, (UNKNOWN,)), rewriting)
        elif isinstance(parent, ast.withitem) and isinstance(twin, Instance):
            stmt = self.model.parent(parent)
            if parent.optional_vars is not None or not isinstance(stmt, ast.With):
                raise NoTwinError
            self._enter(stmt if len(stmt.items) == 1 else None, twin, rewriting)
        else:
            raise NoTwinError

    def _follow_attribute(
        self, attribute: ast.Attribute, value: Value, twin: Value, rewriting: Rewriting
    ) -> None:
        call = self.model.parent(attribute)
        old, new = self.members.get(value, attribute.attr), self.members.get(twin, attribute.attr)
        if not isinstance(call, ast.Call) or call.func is not attribute:
            self._follow(attribute, old, new, rewriting)
            return
        renamed = _RENAMED.get(attribute.attr, "")
        if renamed and not isinstance(new, FunctionValue):
            new = self.members.get(twin, renamed)
            rewriting.renamed.append((attribute, renamed))
        if not isinstance(old, FunctionValue) or not isinstance(new, FunctionValue):
            raise NoTwinError
        self._follow_call(call, old, new, rewriting)

    def _follow_call(
        self, call: ast.Call, old: FunctionValue, new: FunctionValue, rewriting: Rewriting
    ) -> None:
        types = self.model.types
        result, twin = types.calls.plain_result(old), types.calls.plain_result(new)
        if isinstance(twin, Coroutine):
            if result != twin.result or is_streaming(call) or not self.model.can_await(call):
                raise NoTwinError
            rewriting.awaited.append(call)
        elif "blocks" in old.summary.markers:
            raise NoTwinError
        elif result != twin:
            self._follow(call, result, twin, rewriting)

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


def is_streaming(call: ast.Call) -> bool:
    """Whether the call asks for a stream, which is read in another way."""
    return any(
        keyword.arg in (None, "stream")
        and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
        for keyword in call.keywords
    )
