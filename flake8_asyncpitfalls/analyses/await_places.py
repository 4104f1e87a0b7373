"""Where an ``await`` may be put."""

from __future__ import annotations

import ast

from flake8_asyncpitfalls.analyses.locks import is_lock_held_at
from flake8_asyncpitfalls.semantics.model import SemanticModel


def can_await(model: SemanticModel, node: ast.AST) -> bool:
    """Whether an ``await`` may be put before *node* without changing anything around it."""
    return model.may_await(node) and has_place_for_await(model, node)


def has_place_for_await(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* could be awaited if the function around it were a coroutine."""
    below, child, parent = node, node, model.parent(node)
    while not isinstance(parent, (ast.stmt, ast.mod)):
        if isinstance(parent, ast.GeneratorExp) and not _is_outermost(parent, child, below):
            return False
        below, child, parent = child, parent, model.parent(parent)
    return not is_lock_held_at(model, node)


def _is_outermost(comprehension: ast.GeneratorExp, clause: ast.AST, child: ast.AST) -> bool:
    """The first iterable of a comprehension is evaluated outside of it."""
    first = comprehension.generators[0]
    return clause is first and child is first.iter
