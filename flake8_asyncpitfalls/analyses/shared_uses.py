"""What a function does with what others may reach: state, properties, objects that it is given.

State is what ``state_accesses`` knows. Besides, an object that a function is given, or gets from somewhere,
may be known to others; and calls of one object's methods may be a talk, in which each rests on those before.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.code_times import At, start_of, written_at
from flake8_asyncpitfalls.analyses.entry_keys import OBJECT, WHOLE
from flake8_asyncpitfalls.analyses.loop_steps import is_written
from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.state_accesses import OWN, Access, Accesses
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    ModuleValue,
    NamedInstance,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, start_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

LOCAL, TALK = "object in", "talk with"
"""How the places of such objects begin."""
_MOST_READS = 4
_OWN_KINDS = ("with", "import", "from", "def", "class")
_PLAIN = ("builtins.", "datetime.", "logging.", "pathlib.", "re.", "uuid.")
"""Classes whose methods go on with nothing: no call rests on an earlier one that nobody sees."""
_LOGGING = frozenset({"critical", "debug", "error", "exception", "info", "log", "warn", "warning"})
"""Methods of logs: what they are told is of no account for what comes next."""


class SharedUse(NamedTuple):
    """An access of the function, by what expression, and when."""

    node: ast.expr
    access: Access
    at: At


def told_of(access: Access) -> str:
    """What *access* is about, in words."""
    first, *rest = access.place
    for kind in (TALK, LOCAL):
        if first.startswith(kind):
            return ".".join([first.removeprefix(f"{kind} "), *(rest if rest != [OBJECT] else ())])
    return access.told


class SharedUses:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._uses: dict[Scope, list[SharedUse]] = {}
        self._of_many: dict[tuple[Scope, str], bool] = {}

    def of(self, scope: Scope) -> list[SharedUse]:
        """What the coroutine *scope* does, in the order of the text."""
        if scope not in self._uses:
            assert isinstance(scope.node, ast.AsyncFunctionDef)
            function = self._model.summary_of(scope.node)
            found = [
                *self._model.analysis(Accesses).of(function),
                *self._of_properties(scope),
                *self._of_locals(scope),
                *self._talks(scope),
            ]
            uses = [SharedUse(node, access, self._time(node, access)) for node, access in found]
            self._uses[scope] = sorted(uses, key=lambda use: use.at)
        return self._uses[scope]

    def _time(self, node: ast.expr, access: Access) -> At:
        return written_at(node, self._model.terms.parents) if access.is_write else start_of(node)

    def _of_locals(self, scope: Scope) -> Iterator[tuple[ast.expr, Access]]:
        """What is done with objects that the function is given, or gets, and that others may have."""
        for node in scope.of_type(ast.Attribute):
            name = start_name(node)
            if isinstance(self._model.parent(node), ast.Attribute) or name in ("self", "cls", ""):
                continue
            if self._is_given(name, scope):
                parent = self._model.parent(node)
                is_called = isinstance(parent, ast.Call) and parent.func is node
                is_write = is_written(node, self._model) or (is_called and node.attr in CHANGING)
                parts = unparsed(node.value if is_called else node).split(".")
                yield node, Access((f"{LOCAL} {parts[0]}", *parts[1:]), WHOLE, is_write)
        yield from self._of_containers(scope)

    def _of_containers(self, scope: Scope) -> Iterator[tuple[ast.expr, Access]]:
        """Where the function names those of them as a whole that it changes itself: ``jobs[0]``."""
        changed = {node.id for node in scope.of_type(ast.Name) if self._is_changed(node)}
        for node in scope.of_type(ast.Name) if changed else ():
            if node.id in changed and isinstance(node.ctx, ast.Load):
                if self._is_given(node.id, scope):
                    is_write = self._is_changed(node)
                    yield node, Access((f"{LOCAL} {node.id}", OBJECT), WHOLE, is_write)

    def _is_changed(self, node: ast.Name) -> bool:
        return isinstance(node.ctx, ast.Load) and is_written(node, self._model)

    def _of_properties(self, scope: Scope) -> Iterator[tuple[ast.expr, Access]]:
        """What properties of the function's own object read whose values it works with at once."""
        own = scope.enclosing_class
        getters = {
            inner.name: _own_reads(inner)
            for inner in (own.children.values() if own is not None else ())
            if any(map(_is_property, getattr(inner.node, "decorator_list", ())))
        }
        for node in scope.of_type(ast.Attribute) if getters else ():
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                for name in getters.get(node.attr, ()):
                    yield node, Access((OWN, name), OBJECT)

    def _talks(self, scope: Scope) -> Iterator[tuple[ast.expr, Access]]:
        """Calls of methods of objects that others may have, as far as nobody knows what they do."""
        for call in scope.of_type(ast.Call):
            func = call.func
            if not isinstance(func, ast.Attribute) or isinstance(
                self._model.parent(call), ast.Await
            ):
                continue
            if self._may_be_of_others(func.value, scope) and not self._is_known(call, func):
                yield call, Access((f"{TALK} {unparsed(func.value)}",), WHOLE)

    def _may_be_of_others(self, expr: ast.expr, scope: Scope) -> bool:
        """Whether *expr* names an object that is kept, or that the function has been given."""
        name = start_name(expr)
        if name in ("self", "cls"):
            return isinstance(expr, ast.Attribute)
        if self._model.terms.table(scope).by_name.get(name):
            return self._is_given(name, scope)
        options = options_of(self._model.value_of(expr)) if name else ()
        if name in self._model.imported_names:
            # What nobody knows is a module, or a part of one, most of all.
            return any(isinstance(option, Instance) for option in options)
        code = (ClassValue, ModuleValue, FunctionValue)
        return any(not isinstance(option, code) for option in options)

    def _is_known(self, call: ast.Call, func: ast.Attribute) -> bool:
        """Whether *call* is of a plain value, of a log, or of what the project shows the code of."""
        if func.attr in _LOGGING and isinstance(self._model.parent(call), ast.Expr):
            return True
        owner = self._model.value_of(func.value)
        if any(_is_plain(option) for option in options_of(owner)):
            return True
        options = options_of(self._model.value_of(func))
        return all(isinstance(o, FunctionValue) and not o.summary.module.is_stub for o in options)

    def _is_given(self, name: str, scope: Scope) -> bool:
        """Whether the variable *name* may hold an object that the function has not made itself."""
        if (scope, name) not in self._of_many:
            bindings = self._model.terms.table(scope).by_name.get(name, ())
            self._of_many[scope, name] = any(
                one.kind not in _OWN_KINDS and self._is_of_others(one.value) for one in bindings
            )
        return self._of_many[scope, name]

    def _is_of_others(self, made: ast.AST | None) -> bool:
        """Whether the object of a variable, *made* so where that is known, may be known to others."""
        if not isinstance(made, ast.Call):
            return not isinstance(made, (ast.List, ast.Dict, ast.Set, ast.Constant, ast.JoinedStr))
        options = options_of(self._model.value_of(made.func))
        return not all(isinstance(option, ClassValue) for option in options)


def _is_property(decorator: ast.expr) -> bool:
    return last_name(decorator) in ("property", "cached_property")


def _is_plain(value: Value) -> bool:
    return isinstance(value, (Instance, NamedInstance)) and value.qualified_name.startswith(_PLAIN)


def _own_reads(getter: Scope) -> list[str]:
    """The attributes of its object that the property *getter* reads, the first ones."""
    reads = (one for one in getter.of_type(ast.Attribute) if isinstance(one.value, ast.Name))
    names = dict.fromkeys(one.attr for one in reads if getattr(one.value, "id", "") == "self")
    return list(names)[:_MOST_READS]
