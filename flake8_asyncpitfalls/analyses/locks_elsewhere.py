"""Locks that another module of the project makes, and what that module does with them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.locks import lock_uses, long_hold
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.inference.values import Instance, ModuleValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts


def is_held_elsewhere(model: SemanticModel, lock: ast.expr) -> bool:
    """Whether the module that makes *lock*, another than this, waits or blocks while it holds it."""
    found = _home(model, lock)
    if found is None or found[0] is model.module or found[0].is_stub or found[0].is_foreign:
        return False
    try:
        other = model.beside(found[0])
    except SourceError:
        return False
    made = _making(other, found[1])
    uses = None if made is None else lock_uses(other, made)
    return uses is not None and long_hold(other, uses) is not None


def _home(model: SemanticModel, lock: ast.expr) -> tuple[ModuleFacts, str] | None:
    """The module that makes *lock*, and its name there."""
    if isinstance(lock, ast.Name):
        term = model.term_of(lock)
        term = model.module.global_term(term[1]) or term if term[0] == "global" else term
        source = model.types.loader.load(term[1], model.module) if term[0] == "from" else None
        return None if source is None else (source, term[2])
    if not isinstance(lock, ast.Attribute):
        return None
    owner = model.value_of(lock.value)
    if isinstance(owner, ModuleValue):
        return owner.summary, lock.attr
    order = model.types.members.mro(owner.summary) if isinstance(owner, Instance) else ()
    holders = (cls for cls in order if cls is None or cls.has_member(lock.attr))
    first = next(holders, None)
    return None if first is None else (first.module, lock.attr)


def _making(model: SemanticModel, name: str) -> ast.Name | ast.Attribute | None:
    """Where the module binds *name*, one of its own or of its objects."""
    for scope in model.scopes:
        found: list[ast.Name | ast.Attribute] = [
            *(node for node in scope.of_type(ast.Attribute) if node.attr == name),
            *(scope.names(name) if scope.kind in ("module", "class") else ()),
        ]
        for node in found:
            if isinstance(node.ctx, ast.Store):
                return node
    return None
