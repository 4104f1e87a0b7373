"""Who uses a local variable: the function itself, and what is nested in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.scopes import Scope
    from flake8_asyncpitfalls.semantics.terms import ModuleTerms

_NAMESPACE_READERS = {"locals", "vars", "eval", "exec", "dir"}


class Uses:
    """Answers for one module where its local names are read."""

    def __init__(self, terms: ModuleTerms) -> None:
        self.terms = terms

    def is_private(self, name: str, scope: Scope) -> bool:
        """Whether *name* is a variable of the function *scope* that no other scope can rebind.

        False also where ``locals()`` or its like may read any variable.
        """
        if not scope.is_function or scope.kind == "lambda":
            return False
        table = self.terms.table(scope)
        if name not in table.by_name or name in table.global_names | table.nonlocal_names:
            return False
        return not any(
            any(name in stmt.names for stmt in inner.of_type(ast.Nonlocal))
            or any(inner.names(reader) for reader in _NAMESPACE_READERS)
            for inner in nested(scope)
        )

    def reads(self, name: str, scope: Scope) -> list[ast.Name]:
        """Where *name* is read in the function *scope* and in the scopes nested in it.

        A nested function that has a variable of its own of that name counts as a reader too.
        """
        return [
            node
            for inner in nested(scope)
            for node in inner.names(name)
            if not _is_store(node)
        ]


def nested(scope: Scope) -> Iterator[Scope]:
    """*scope* and all scopes inside it, lambdas included."""
    stack = [scope]
    while stack:
        inner = stack.pop()
        yield inner
        inner.nodes  # noqa: B018 (walking finds the lambdas)
        stack.extend(inner.children.values())


def _is_store(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store | ast.Del)
