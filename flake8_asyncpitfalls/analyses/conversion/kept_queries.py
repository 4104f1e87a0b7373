"""Queries of SQLAlchemy that variables keep: all places where one is bound or read, as a whole.

Where one may be read, nothing but queries may reach that place, all for the same entities.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.query_chains import (
    Chain,
    QueryError,
    chain_of,
    is_session_query,
    root_query,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding


class KeptQueries:
    """What hangs together with the query *start*, which a variable keeps; raises QueryError.

    *begun* are the chains that begin with ``session.query``, *read* those that begin with a variable.
    """

    def __init__(self, model: SemanticModel, chain: Chain) -> None:
        assert chain.variable is not None
        self._model, self._scope = model, model.scope_of(chain.variable)
        self._seen: list[Binding] = []
        self._reads: set[ast.Name] = set()
        self.begun: list[Chain] = []
        self.read: list[Chain] = []
        self._take(self._binding_at(chain.variable))
        for binding in self._seen:
            for name in model.uses.readers(binding, self._scope):
                self._look(name)
        self.begun.sort(key=lambda one: (one.start.lineno, one.start.col_offset))
        if len({model.source.code_of(one.start) for one in self.begun}) > 1:
            raise QueryError("the variable keeps queries for different things")

    def _binding_at(self, variable: ast.Name) -> Binding:
        stmt = self._model.parent(variable)
        for binding in self._model.terms.table(self._scope).by_name[variable.id]:
            if binding.value is not None and self._model.parent(binding.value) is stmt:
                return binding
        raise QueryError("what the variable keeps cannot be followed")

    def _take(self, binding: Binding) -> None:
        """Take up *binding*, which must be that of a query."""
        if binding in self._seen:
            return
        model, name = self._model, binding.name
        if not model.uses.is_private(name, self._scope):
            raise QueryError(f"other functions use {name!r}")
        if any(
            model.scope_of(use) is not self._scope for use in model.uses.reads(name, self._scope)
        ):
            raise QueryError(f"other functions use {name!r}")
        root = None if binding.value is None or binding.path else root_query(model, binding.value)
        chain = None if root is None else chain_of(model, root)
        if chain is None or chain.variable is None:
            raise QueryError(f"{name!r} may be something else")
        self._seen.append(binding)
        if is_session_query(model, chain.start):
            self.begun.append(chain)
        else:
            assert isinstance(chain.start, ast.Name)
            self._look(chain.start)

    def _look(self, name: ast.Name) -> None:
        """Look at one place where a variable is read that keeps a query."""
        if name in self._reads:
            return
        self._reads.add(name)
        for binding in self._model.terms.bindings_read(name, self._scope):
            self._take(binding)
        chain = chain_of(self._model, name)
        self.read.append(chain)
        if chain.variable is not None:
            self._take(self._binding_at(chain.variable))
