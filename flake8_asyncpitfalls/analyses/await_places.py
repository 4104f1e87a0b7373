"""Where an ``await`` may be put."""

from __future__ import annotations

import ast

from flake8_asyncpitfalls.analyses.locks import LockRegions
from flake8_asyncpitfalls.semantics.model import SemanticModel


class AwaitPlaces:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model

    def can_await(self, node: ast.AST) -> bool:
        """Whether an ``await`` may be put before *node* without changing anything around it."""
        return self.model.scope_of(node).is_coroutine and self.has_place_for_await(node)

    def has_place_for_await(self, node: ast.AST) -> bool:
        """Whether *node* could be awaited if the function around it were a coroutine."""
        below, child, parent = node, node, self.model.parent(node)
        while not isinstance(parent, ast.stmt):
            if isinstance(parent, ast.GeneratorExp) and not _is_outermost(parent, child, below):
                return False
            below, child, parent = child, parent, self.model.parent(parent)
        return not self.model.analysis(LockRegions).is_held_at(node)


def _is_outermost(comprehension: ast.GeneratorExp, clause: ast.AST, child: ast.AST) -> bool:
    """The first iterable of a comprehension is evaluated outside of it."""
    first = comprehension.generators[0]
    return clause is first and child is first.iter
