"""Objects that several functions of a file reach under one name: what hangs on ``self``, or is global."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

    SharedObject: TypeAlias = tuple[Scope, str]
    """The class or module in which an expression means one object, and that expression."""


def object_of(call: ast.Call, model: SemanticModel) -> SharedObject | None:
    """The object whose method *call* calls, if other functions reach it by the same words."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    root = owner
    while isinstance(root, ast.Attribute):
        root = root.value
    if owner is None or not isinstance(root, ast.Name):
        return None
    scope = model.scope_of(call)
    if root.id in ("self", "cls"):
        place = scope.enclosing_class if root is not owner else None
    else:
        place = model.uses.owner(root.id, scope)
        place = place if place is model.terms.root else None
    return None if place is None else (place, unparsed(owner))
