"""Code that runs when its function is being left, or after something failed in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_cleaning_up(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a ``finally`` or a handler of its function."""
    child, parent = node, model.parent(node)
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        if isinstance(parent, ast.ExceptHandler):
            return True
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.finalbody:
            return True
        child, parent = parent, model.parent(parent)
    return False
