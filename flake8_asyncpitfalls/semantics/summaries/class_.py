"""What other modules need of a class: bases, members, what its methods assign."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.summaries.definition import DefinitionSummary
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary


class ClassSummary(DefinitionSummary):
    """One class of a module."""

    def __init__(self, module: ModuleSummary, identity: str, scope: Scope | None) -> None:
        super().__init__(module, identity, scope)
        self._own: dict[str, Term | None] = {}

    def rest(self) -> None:
        """Let go of the syntax tree."""
        self.scope_or_none = None
        self.__dict__.pop("_assignments", None)

    @cached_property
    def bases(self) -> tuple[Term, ...]:
        """The terms of the bases, in order."""
        node = self.scope.node
        assert isinstance(node, ast.ClassDef)
        terms = self.module.terms
        return tuple(terms.reduce(base, self.scope.parent or terms.root) for base in node.bases)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the class body binds."""
        return frozenset(self.module.terms.table(self.scope).by_name)

    @cached_property
    def methods(self) -> tuple[str, ...]:
        """The keys of the functions that the class body defines."""
        children = self.scope.children.values()
        return tuple(child.identity for child in children if child.kind == "function")

    @cached_property
    def assigned(self) -> frozenset[str]:
        """The names of the attributes that its methods assign on ``self``."""
        return frozenset(self._assignments)

    def has_member(self, name: str) -> bool:
        """Whether the class body binds *name* or a method assigns it on ``self``."""
        return name in self.names or self._assigns(name)

    def _assigns(self, name: str) -> bool:
        """Whether a method assigns ``self.name``; not asked of methods in a text without ``.name``."""
        is_known = "assigned" in self.__dict__
        return (is_known or f".{name}".encode() in self.module.data) and name in self.assigned

    def class_term(self, name: str) -> Term | None:
        """What the class body binds *name* to; None when it does not."""
        if name not in self.names:
            return None
        if name not in self._own:
            terms = self.module.terms
            state = terms.table(self.scope).reaching(name, None)
            term = terms.union(tuple(terms.binding_term(b, self.scope) for b in state))
            self._own[name] = term if state else None
        return self._own[name]

    def instance_terms(self, name: str) -> tuple[Term, ...]:
        """What its methods assign to ``self.name``."""
        if not self._assigns(name):
            return ()
        if name not in self._instance:
            terms = self.module.terms
            places = self._assignments[name]
            self._instance[name] = tuple(_assigned(terms, stmt, scope) for stmt, scope in places)
        return self._instance[name]

    @cached_property
    def _instance(self) -> dict[str, tuple[Term, ...]]:
        return {}

    @cached_property
    def _assignments(self) -> dict[str, list[tuple[ast.AST, Scope]]]:
        found: dict[str, list[tuple[ast.AST, Scope]]] = {}
        for method in self.scope.children.values():
            node = method.node
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            first = [*node.args.posonlyargs, *node.args.args][:1]
            for inner in method.walk_definitions() if first else ():
                if inner.kind == "function":
                    _collect_assignments(found, inner, first[0].arg)
        return found

    def own_terms(self) -> dict[str, Term | None]:
        """The term of every name that the class body binds."""
        return {name: self.class_term(name) for name in sorted(self.names)}

    def all_instance_terms(self) -> dict[str, tuple[Term, ...]]:
        """The terms of every attribute that methods assign."""
        return {name: self.instance_terms(name) for name in sorted(self.assigned)}

    def restore(self, own: dict[str, Term | None], instance: dict[str, tuple[Term, ...]]) -> None:
        """Take all terms at once, for a class without a syntax tree."""
        self._own = own
        self.__dict__.update(_instance=instance, names=frozenset(own), assigned=frozenset(instance))


CLASS_FACTS = ("markers", "bases", "decorators", "methods")
"""What freezing a module keeps of each class beside its terms."""


def _collect_assignments(
    found: dict[str, list[tuple[ast.AST, Scope]]], scope: Scope, receiver: str
) -> None:
    for node in scope.of_type(ast.Attribute):
        if (
            isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == receiver
        ):
            found.setdefault(node.attr, []).append((node, scope))


def _assigned(terms: ModuleTerms, target: ast.AST, scope: Scope) -> Term:
    """The term that the assignment to the attribute *target* gives it."""
    path: list[int] = []
    child, parent = target, terms.parents[target]
    while isinstance(parent, ast.Tuple | ast.List | ast.Starred):
        if not isinstance(parent, ast.Starred):
            path.append([id(element) for element in parent.elts].index(id(child)))
        child, parent = parent, terms.parents[parent]
    term = _assigned_value(terms, parent, scope)
    for index in reversed(path):
        term = terms.make("part", term, index)
    return term


def _assigned_value(terms: ModuleTerms, stmt: ast.AST, scope: Scope) -> Term:
    match stmt:
        case ast.Assign(value=value):
            return terms.reduce(value, scope)
        case ast.AnnAssign(value=None, annotation=annotation):
            return terms.make("annotated", terms.reduce(annotation, scope))
        case ast.AnnAssign(value=value, annotation=annotation):
            declared = terms.reduce(annotation, scope)
            return terms.make("declared", terms.reduce(value, scope), declared)
        case ast.withitem(context_expr=expr):
            is_async = isinstance(terms.parents[stmt], ast.AsyncWith)
            return terms.make("aenter" if is_async else "enter", terms.reduce(expr, scope))
        case ast.For(iter=expr):
            return terms.make("iter", terms.reduce(expr, scope))
        case _:
            return UNKNOWN
