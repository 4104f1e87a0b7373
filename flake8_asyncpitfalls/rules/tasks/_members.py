"""The group that an exception is a member of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def group_of_member(expr: ast.expr, model: SemanticModel) -> ast.expr | None:
    """The group whose member *expr* is, directly or as a variable of a binding or loop."""
    match expr:
        case ast.Subscript(value=ast.Attribute(attr="exceptions", value=group)):
            return group
        case ast.Name():
            bindings = model.terms.bindings_read(expr, model.scope_of(expr))
            value = bindings[0].value if len(bindings) == 1 else None
            if bindings and bindings[0].kind == "for":
                is_member = isinstance(value, ast.Attribute) and value.attr == "exceptions"
                return value.value if is_member and isinstance(value, ast.Attribute) else None
            if isinstance(value, ast.Subscript) and bindings[0].kind == "assign":
                return group_of_member(value, model)
    return None
