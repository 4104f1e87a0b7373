"""Objects that a call in a thread would read while the event loop goes on changing them.

``faiss.write_index(self.index, path)`` beside ``self.index.add(vector)`` in another method: on the loop
the one never sees the other half done. In a thread it may. What is known to be plain data does not
change; of an object that nobody knows, a method that is called for its effect alone changes it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS, is_locked
from flake8_asyncpitfalls.semantics.inference.containers import is_bare_container
from flake8_asyncpitfalls.semantics.inference.values import (
    NamedInstance,
    Unknown,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def is_given_live(model: SemanticModel, call: ast.Call) -> bool:
    """Whether an argument of *call* is an attribute of its object that other methods change."""
    given = arguments_of(call)
    own = [arg for arg in given if isinstance(arg, ast.Attribute) and _is_own(arg)]
    return bool(own) and model.analysis(_Changes).of_any(own, locked=is_locked(call, model))


def _is_own(expr: ast.Attribute) -> bool:
    return isinstance(expr.value, ast.Name) and expr.value.id == "self"


class _Changes:
    """The changes of the attributes of a file's classes, looked for once each."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[Scope | None, str, bool], list[ast.Attribute]] = {}

    def of_any(self, attributes: list[ast.Attribute], *, locked: bool) -> bool:
        """Whether one is changed; what holds a lock is not seen by a call that holds one."""
        return any(
            not (locked and is_locked(change, self._model))
            for attribute in attributes
            for change in self._of(attribute)
        )

    def _of(self, attribute: ast.Attribute) -> list[ast.Attribute]:
        options = options_of(self._model.value_of(attribute))
        is_container = any(isinstance(o, NamedInstance) or is_bare_container(o) for o in options)
        if not is_container and not any(map(_is_unknown, options)):
            return []
        place = self._model.scope_of(attribute).enclosing_class, attribute.attr, is_container
        if place not in self._known:
            self._known[place] = list(self._found(*place))
        return self._known[place]

    def _found(self, own: Scope | None, name: str, is_container: bool) -> Iterator[ast.Attribute]:
        for node in self._model.uses.attributes(name):
            scope = self._model.scope_of(node)
            if _is_own(node) and scope.enclosing_class is own and scope.name not in BEGINNINGS:
                if _changes(node, self._model, is_container=is_container):
                    yield node


def _is_unknown(value: Value) -> bool:
    return isinstance(value, (Unknown, UnresolvedName))


def _changes(node: ast.Attribute, model: SemanticModel, *, is_container: bool) -> bool:
    parent = model.parent(node)
    if isinstance(parent, ast.Subscript) and parent.value is node:
        return not isinstance(parent.ctx, ast.Load)
    if not isinstance(parent, ast.Attribute):
        return False
    call = model.parent(parent)
    if not isinstance(call, ast.Call) or call.func is not parent:
        return False
    if is_container:
        return parent.attr in CHANGING
    return bool(call.args) and isinstance(model.parent(call), ast.Expr)
