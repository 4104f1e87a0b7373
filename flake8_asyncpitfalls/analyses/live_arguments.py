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

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_given_live(model: SemanticModel, call: ast.Call) -> bool:
    """Whether an argument of *call* is an attribute of its object that other methods change."""
    locked = is_locked(call, model)
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(
        isinstance(arg, ast.Attribute) and _is_own(arg) and _is_changed(arg, model, locked=locked)
        for arg in given
    )


def _is_own(expr: ast.Attribute) -> bool:
    return isinstance(expr.value, ast.Name) and expr.value.id == "self"


def _is_changed(attribute: ast.Attribute, model: SemanticModel, *, locked: bool) -> bool:
    """Whether another method changes it; of one that holds a lock no call that holds one sees any."""
    options = options_of(model.value_of(attribute))
    is_container = any(isinstance(o, NamedInstance) or is_bare_container(o) for o in options)
    if not is_container and not any(map(_is_unknown, options)):
        return False
    own = model.scope_of(attribute).enclosing_class
    return any(
        _is_own(node)
        and model.scope_of(node).enclosing_class is own
        and model.scope_of(node).name not in BEGINNINGS
        and _changes(node, model, is_container=is_container)
        and not (locked and is_locked(node, model))
        for node in model.uses.attributes(attribute.attr)
    )


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
