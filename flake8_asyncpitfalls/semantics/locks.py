"""Where a thread or process lock is held."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.values import Instance, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


class LockRegions:
    """The ``with`` blocks and ``acquire() … release()`` stretches that hold a thread lock."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model

    def is_lock(self, expr: ast.expr) -> bool:
        """Whether *expr* is certainly a thread or process lock."""
        options = options_of(self.model.value_of(expr))
        return all(
            isinstance(option, Instance)
            and any(
                base is not None and "lock" in base.markers
                for base in self.model.types.members.mro(option.summary)
            )
            for option in options
        )

    def is_held_at(self, node: ast.AST) -> bool:
        """Whether *node* stands inside a ``with`` on a thread lock in its own function."""
        parent = self.model.terms.parents.get(node)
        child = node
        while parent is not None and not isinstance(parent, _SCOPES):
            if isinstance(parent, ast.With) and child in parent.body:
                if any(self.is_lock(item.context_expr) for item in parent.items):
                    return True
            child, parent = parent, self.model.terms.parents.get(parent)
        return False


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)
