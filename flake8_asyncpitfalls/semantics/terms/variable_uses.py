"""Who uses a local variable: the function itself, and what is nested in it."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

_NAMESPACE_READERS = {"locals", "vars", "eval", "exec", "dir"}


class VariableUses:
    """Answers for one module where its local names are read."""

    def __init__(self, terms: ModuleTerms) -> None:
        self.terms = terms
        self._attributes: dict[str, list[ast.Attribute]] | None = None
        self._attributes_in: dict[Scope, dict[str, list[ast.Attribute]]] = {}
        self._readers: dict[tuple[Scope, str], dict[Binding, list[ast.Name]]] = {}
        self._otherwise: dict[Scope, tuple[frozenset[str], list[ast.Name]]] = {}

    def is_private(self, name: str, scope: Scope) -> bool:
        """Whether *name* is a variable of the function *scope* that no other scope can rebind.

        False also where ``locals()`` or its like may read any variable: ``"reply" in locals()`` asks for
        this one alone.
        """
        if not scope.is_function or scope.kind == "lambda":
            return False
        table = self.terms.table(scope)
        if name not in table.by_name or name in table.global_names | table.nonlocal_names:
            return False
        rebound, readers = self._seen_otherwise(scope)
        return name not in rebound and not any(self._may_read(name, one) for one in readers)

    def _seen_otherwise(self, scope: Scope) -> tuple[frozenset[str], list[ast.Name]]:
        """What ``nonlocal`` names in and below *scope*, and where ``locals`` and its like stand there."""
        found = self._otherwise.get(scope)
        if found is None:
            inside = list(scope.walk())
            statements = (stmt for inner in inside for stmt in inner.of_type(ast.Nonlocal))
            rebound = frozenset(name for stmt in statements for name in stmt.names)
            readers = [
                reader
                for inner in inside
                for word in _NAMESPACE_READERS
                for reader in inner.names(word)
            ]
            found = self._otherwise[scope] = rebound, readers
        return found

    def _may_read(self, name: str, reader: ast.Name) -> bool:
        """Whether *reader*, the name of ``locals`` or its like, may be about the variable *name*."""
        call = self.terms.parents.get(reader)
        match self.terms.parents.get(call) if isinstance(call, ast.Call) else None:
            case ast.Compare(left=ast.Constant(value=asked), ops=[ast.In() | ast.NotIn()]):
                return bool(asked == name)
        return True

    def reads(self, name: str, scope: Scope) -> list[ast.Name]:
        """Where the variable *name* of *scope* is read, in *scope* and in what is nested in it."""
        return [node for node in self.mentions(name, scope) if isinstance(node.ctx, ast.Load)]

    def readers(self, binding: Binding, scope: Scope) -> list[ast.Name]:
        """Where *scope*, which holds *binding*, may itself read or delete it, in source order."""
        found = self._readers.get((scope, binding.name))
        if found is None:
            found = self._readers[scope, binding.name] = {}
            for name in scope.names(binding.name):
                if not isinstance(name.ctx, ast.Store):
                    for one in self.terms.bindings_read(name, scope):
                        found.setdefault(one, []).append(name)
        return found.get(binding, [])

    def mentions(self, name: str, scope: Scope) -> Iterator[ast.Name]:
        """Where the variable *name* of *scope* is read, bound or deleted."""
        # Walking the whole module for each of its names takes time that grows with its square.
        inside = self.scopes_spelling(name) if scope is self.terms.root else scope.walk()
        for inner in inside:
            found = inner.names(name)
            if found and self.owner(name, inner) is scope:
                yield from found

    def scopes_spelling(self, name: str) -> list[Scope]:
        """The scopes of the module whose own code spells *name*."""
        return self._spelled.get(name, [])

    @cached_property
    def _spelled(self) -> dict[str, list[Scope]]:
        """The scopes that spell each name."""
        found: dict[str, list[Scope]] = defaultdict(list)
        for scope in self.terms.root.walk():
            for name in scope.spelled_names():
                found[name].append(scope)
        return found

    def attributes_in(self, scope: Scope, name: str) -> list[ast.Attribute]:
        """The same for the code of *scope* itself."""
        if not self.attributes(name):
            return []
        if scope not in self._attributes_in:
            found = self._attributes_in[scope] = defaultdict(list)
            for node in scope.of_type(ast.Attribute):
                found[node.attr].append(node)
        return self._attributes_in[scope].get(name, [])

    def attributes(self, name: str) -> list[ast.Attribute]:
        """Where the module reads or sets an attribute called *name*, of whatever object."""
        if self._attributes is None:
            self._attributes = defaultdict(list)
            for scope in self.terms.root.walk():
                for node in scope.of_type(ast.Attribute):
                    self._attributes[node.attr].append(node)
        return self._attributes.get(name, [])

    def owner(self, name: str, scope: Scope) -> Scope:
        """The scope whose variable *name* is, as seen from *scope*."""
        owner = scope
        while owner.parent is not None:
            table = self.terms.table(owner)
            is_visible = owner is scope or owner.kind != "class"
            if name in table.global_names:
                break
            if is_visible and name in table.by_name and name not in table.nonlocal_names:
                return owner
            owner = owner.parent
        return self.terms.root
