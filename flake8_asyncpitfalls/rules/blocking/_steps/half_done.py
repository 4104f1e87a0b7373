"""Work on one object of a function: half of it in a thread and half on the loop helps nobody."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.object_families import family_of, uses_of
from flake8_asyncpitfalls.analyses.suspensions import waits_in_body
from flake8_asyncpitfalls.analyses.thread_affinity import must_stay
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    NamedInstance,
    NoneValue,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.conversion.object_families import Family
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope

_ITERATING = (ast.For, ast.comprehension)
_NOTHING = "holds_nothing"
_PLAIN = frozenset({
    "bool", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple",
    "datetime.date", "datetime.datetime", "datetime.timedelta", "decimal.Decimal", "typing.Text",
    "uuid.UUID",
})  # fmt: skip


def would_be_half_done(call: ast.Call, model: SemanticModel) -> bool:
    """Whether other blocking work on what *call* makes or uses would stay on the loop.

    Objects that one makes from another belong together: a connection and its response.
    """
    staying = model.analysis(_Staying).of(model.scope_of(call), family_of(model, call))
    return any(node is not call for node in staying)


class _Staying:
    """Work on each family of objects that blocks and cannot go to a thread by itself."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[Scope, Family], list[ast.AST]] = {}

    def of(self, scope: Scope, family: Family) -> list[ast.AST]:
        """Two places in *scope* of such work on *family*, or all if there are fewer."""
        found = self._known.get((scope, family))
        if found is None:
            found = self._known[scope, family] = []
            kept = frozenset(one for one in family if not _is_plain(one, self._model))
            for name in uses_of(self._model, scope, kept):
                node = _staying(name, self._model)
                if node is not None and node not in found:
                    found.append(node)
                if len(found) > 1:
                    break
        return found


def _is_plain(binding: Binding, model: SemanticModel) -> bool:
    """Whether *binding* holds a plain value, such as a text or a path: who uses it, works on no other."""
    if not isinstance(binding.value, ast.Call):
        return False
    return all(holds_nothing(option, model) for option in options_of(model.value_of(binding.value)))


def holds_nothing(value: Value, model: SemanticModel) -> bool:
    """Whether *value* is a plain value, such as a text or a path."""
    if isinstance(value, Instance):
        is_known = value.summary.module.is_stub and model.types.members.is_marked(value, _NOTHING)
        return is_known or value.qualified_name in _PLAIN
    if isinstance(value, (NamedInstance, UnresolvedName)):
        name = value.qualified_name.removesuffix("()").removeprefix("builtins.")
        return name in _PLAIN
    return isinstance(value, NoneValue)


def works_on_opened(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* and another blocking call work on an object that a blocking call opened.

    ``reply = urlopen(url); reply.read()``: apart, each goes to a thread and comes back.
    """
    family = family_of(model, call)
    opening = [one.value for one in family if isinstance(one.value, ast.Call)]
    if not any(model.is_live_resource(c) and model.effects_at(c) for c in opening):
        return False
    working = model.analysis(_BlockingUses).of(model.scope_of(call))
    return any(not working.get(one, set()) <= {call} for one in family)


def is_of_block_around(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* works on what a ``with`` around it opens, and that block waits for nothing.

    ``with tarfile.open(fileobj=buffer) as archive: archive.add(path)``: all of it goes to a thread, or
    nothing.
    """
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    child: ast.AST = call
    while isinstance(owner, ast.Name) and not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        child = model.parent(child)
        if isinstance(child, ast.With) and any(
            _opens(item, owner.id, model) for item in child.items
        ):
            return not waits_in_body(model, child)
    return False


def is_one_of_several(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* and others that block work on what a ``with`` that waits for nothing opens."""
    if not is_of_block_around(call, model):
        return False
    working = model.analysis(_BlockingUses).of(model.scope_of(call))
    return any(not working.get(one, set()) <= {call} for one in family_of(model, call))


def _opens(item: ast.withitem, name: str, model: SemanticModel) -> bool:
    """Whether *item* of a ``with`` makes the object that it binds to *name*."""
    is_named = isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == name
    return (
        is_named
        and isinstance(item.context_expr, ast.Call)
        and model.is_live_resource(item.context_expr)
    )


class _BlockingUses:
    """The blocking calls of each scope, by the bindings of the objects that they work on."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[Scope, dict[Binding, set[ast.Call]]] = {}

    def of(self, scope: Scope) -> dict[Binding, set[ast.Call]]:
        """Those of *scope*."""
        found = self._known.get(scope)
        if found is None:
            found = self._known[scope] = {}
            for call in scope.of_type(ast.Call):
                for one in family_of(self._model, call) if self._model.effects_at(call) else ():
                    found.setdefault(one, set()).add(call)
        return found


def gives_what_is_opened(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* gives an open file or the like beside something else, and that is worked on then.

    ``manifest, archive = read_package(path)``: what is read of the archive later stays on the loop.
    """
    match model.parent(call):
        case ast.Assign(targets=[ast.Tuple(elts=elts)]):
            names = {elt.id for elt in elts if isinstance(elt, ast.Name)}
        case _:
            return False
    scope = model.scope_of(call)
    return any(
        isinstance(model.parent(read), ast.Attribute) and _is_opened(read, model)
        for name in sorted(names)
        for read in model.uses.reads(name, scope)
    )


def _is_opened(name: ast.Name, model: SemanticModel) -> bool:
    """Whether what *name* holds is of a library's class that blocks when it is made."""
    for option in options_of(model.value_of(name)):
        if isinstance(option, Instance) and option.summary.module.is_stub:
            made = model.types.members.method(option, "__init__")
            if isinstance(made, FunctionValue) and "blocks" in made.summary.markers:
                return True
    return False


def is_part_of_opened(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* stands in a loop that waits for nothing, within a ``with`` of what it goes over."""
    if not is_in_plain_loop(call, model):
        return False
    child: ast.AST = model.statement_of(call)
    while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        child = model.parent(child)
        if isinstance(child, ast.With):
            opened = (item.context_expr for item in child.items)
            return any(isinstance(e, ast.Call) and model.is_live_resource(e) for e in opened)
    return False


def is_in_plain_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* stands in a loop that waits for nothing else: a thread for each round of it."""
    child: ast.AST = model.statement_of(call)
    while not isinstance(child, FUNCTION_TYPES):
        child = model.parent(child)
        if isinstance(child, (ast.For, ast.While)):
            return not waits_in_body(model, child)
        if isinstance(child, (ast.AsyncFor, ast.Module)):
            return False
    return False


def is_part_of_block(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* calls a method inside a ``with`` on a method of the same object.

    ``with cache.transact(): cache.get(key)``: what the block holds belongs to its thread, so that it
    moves as a whole or not at all.
    """
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = unparsed(node.func.value)
    child, parent = model.statement_of(node), model.parent(model.statement_of(node))
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Module, ast.ClassDef)):
        if isinstance(parent, ast.With) and child in parent.body:
            if any(_is_of(item.context_expr, owner) for item in parent.items):
                return True
        child, parent = parent, model.parent(parent)  # type: ignore[assignment]
    return False


def _is_of(manager: ast.expr, owner: str) -> bool:
    match manager:
        case ast.Call(func=ast.Attribute(value=value)):
            return unparsed(value) == owner
    return False


def _staying(name: ast.Name, model: SemanticModel) -> ast.AST | None:
    """What blocks at the use *name* and cannot go to a thread by itself."""
    parent = model.parent(name)
    if isinstance(parent, _ITERATING):
        return parent if parent.iter is name and model.effects_at(parent) else None
    other = model.parent(parent) if isinstance(parent, ast.Attribute) else parent
    if not isinstance(other, ast.Call) or not model.effects_at(other):
        return None
    return other if other is parent or must_stay(model, other) else None
