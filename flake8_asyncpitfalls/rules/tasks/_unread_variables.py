"""Whether a task that is bound to a local variable is held by nothing: nobody reads the variable."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.tasks._only_callbacks import adds_callback, has_callbacks_alone

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def is_never_read(stmt: ast.Assign | ast.AnnAssign, model: SemanticModel) -> bool:
    """Whether *stmt* binds local variables alone, which nothing reads but to add callbacks."""
    names = names_bound(stmt)
    scope = model.scope_of(stmt)
    if not names:
        return False
    if not scope.is_function:
        return False
    if any(_is_read(one, model) for name in names for one in scope.names(name)):
        return False  # as nearly all variables, before anybody looks into nested functions
    return all(
        not reads or has_callbacks_alone(reads, stmt, model)
        for reads in (model.uses.reads(name, scope) for name in names)
    ) and all(model.uses.is_private(name, scope) for name in names)


def names_bound(stmt: ast.Assign | ast.AnnAssign) -> list[str]:
    """The variables that *stmt* binds, if it binds nothing else."""
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    return names if len(names) == len(targets) else []


def _is_read(name: ast.Name, model: SemanticModel) -> bool:
    """Whether *name* is read for something else than to add a callback."""
    return isinstance(name.ctx, ast.Load) and not adds_callback(name, model)


def is_held_by_generator(stmt: ast.stmt, model: SemanticModel) -> bool:
    """Whether a ``yield`` follows, during which the generator holds its variables.

    So ``lifespan`` holds what runs as long as the application does.
    """
    block = model.block_of(stmt)
    later = block[block.index(stmt) + 1 :]
    return any(isinstance(one, ast.Expr) and isinstance(one.value, ast.Yield) for one in later)
