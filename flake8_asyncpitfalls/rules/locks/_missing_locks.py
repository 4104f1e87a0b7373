"""New locks that guard nothing, where one should: a loop elsewhere goes over the same things and waits."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.suspensions import suspension_in
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def stands_for_a_lock(stmt: ast.AsyncWith, model: SemanticModel) -> bool:
    """Whether a lock is missing: what *stmt* works on is gone over by a loop that waits, elsewhere."""
    gone_over = model.analysis(_gone_over_with_waits)
    own = {node.attr for node in walk_code(stmt.body) if isinstance(node, ast.Attribute)}
    return any(gone_over.get(attr, set()) - {model.scope_of(stmt)} for attr in own)


def _gone_over_with_waits(model: SemanticModel) -> dict[str, set[Scope]]:
    """The functions with loops that wait, by the attributes which those go over."""
    found: dict[str, set[Scope]] = {}
    for scope in model.scopes:
        for loop in scope.of_type(ast.For):
            if suspension_in(loop.body):
                for part in ast.walk(loop.iter):
                    if isinstance(part, ast.Attribute):
                        found.setdefault(part.attr, set()).add(scope)
    return found
