"""Whether a task that is bound to a local variable is held by nothing: nobody reads the variable."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.tasks._only_callbacks import has_callbacks_alone

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_never_read(stmt: ast.Assign | ast.AnnAssign, model: SemanticModel) -> bool:
    """Whether *stmt* binds local variables alone, which nothing reads but to add callbacks."""
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
    if not all(isinstance(target, ast.Name) for target in targets):
        return False
    scope = model.scope_of(stmt)
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    return all(model.uses.is_private(name, scope) for name in names) and all(
        not reads or has_callbacks_alone(reads, stmt, model)
        for reads in (list(model.uses.reads(name, scope)) for name in names)
    )


def is_held_by_generator(stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether a ``yield`` follows, during which the generator holds its variables.

    So ``lifespan`` holds what runs as long as the application does.
    """
    block = model.block_of(stmt)
    later = block[block.index(stmt) + 1 :]
    return any(isinstance(one, ast.Expr) and isinstance(one.value, ast.Yield) for one in later)
