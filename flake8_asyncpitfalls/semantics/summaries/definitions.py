"""Functions and classes of a module: what others need of them, worked out when asked for, and kept."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Protocol

from flake8_asyncpitfalls.semantics.scopes.binding_table import BindingTable
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Binding, Scope
from flake8_asyncpitfalls.semantics.source.control_flow import can_complete
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.node_fields import defaults_of
from flake8_asyncpitfalls.semantics.summaries.attribute_terms import (
    Assignment,
    added_to_attributes,
    assigned_term,
    assignments_in,
    method_scopes,
)
from flake8_asyncpitfalls.semantics.summaries.keyed import Keyed
from flake8_asyncpitfalls.semantics.summaries.loop_questions import gives_loop
from flake8_asyncpitfalls.semantics.summaries.markers import Markers, decorator_terms
from flake8_asyncpitfalls.semantics.summaries.parameter_uses import parameter_uses
from flake8_asyncpitfalls.semantics.summaries.parameters import Parameter, parameters_of
from flake8_asyncpitfalls.semantics.summaries.predicate import Guards, default_constants
from flake8_asyncpitfalls.semantics.summaries.sites import Site, SiteFinder
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term


class ModuleFacts(Protocol):
    """The module of a definition: what it says of itself, and its other definitions.

    *is_foreign*: an installed package's, outside the project's border;
    *has_yield*: a generator function may stand in it.
    """

    name: ModuleName
    path: str
    is_stub: bool
    is_foreign: bool
    has_yield: bool
    stars: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """Its text."""

    @property
    def terms(self) -> ModuleTerms:
        """The module's scopes and terms."""

    def hold(self, holder: object) -> None:
        """Keep the tree as long as *holder* lives, which has nodes or scopes of it."""

    def hand_out(self) -> None:
        """Keep the tree until the present step is over: somebody has a scope of it."""

    def scope(self, identity: str) -> Scope:
        """The scope of the function or class with this key."""

    def function(self, identity: str) -> FunctionSummary:
        """The function with this key."""

    def class_(self, identity: str) -> ClassSummary:
        """The class with this key."""

    def classes(self) -> list[ClassSummary]:
        """All classes of the module."""

    def global_term(self, name: str) -> Term | None:
        """What *name* is once the module has run; None when the module does not bind it."""

    def text_annotation(self, text: str) -> Term:
        """The term of an annotation written as a string, in the module's own names."""

    @property
    def may_add(self) -> bool:
        """Whether the text puts something into a container anywhere."""

    def may_hand_over(self, function: str) -> bool:
        """Whether the text names the *function* anywhere without calling it at once."""

    def may_store(self, attribute: str) -> bool:
        """Whether ``.attribute`` is anywhere in the text: a reason not to look into all methods."""

    def markers(self, local_name: str, scope: Scope | None) -> Markers:
        """The markers on a definition of a stub."""

    def noqa_at(self, line: int, stmt: ast.stmt) -> str | None:
        """The codes of the ``# noqa`` on *line* of *stmt*; '' for a bare one, None without one."""


class DefinitionSummary(Keyed):
    """A function, lambda or class of a module.

    Each fact is worked out from the syntax tree when first asked for, and kept; a module that was
    frozen, or read from the cache, has them all and no tree.
    """

    def __init__(self, module: ModuleFacts, identity: str, scope: Scope | None) -> None:
        self.module = module
        self.identity = identity
        self.scope_or_none = scope

    @property
    def scope(self) -> Scope:
        """The scope of the body; who asks has it in hand, so its tree stays until the step is over."""
        self.module.hand_out()
        return self._body

    @property
    def _body(self) -> Scope:
        """The scope of the body, in a tree that the module parses again if need be."""
        if self.scope_or_none is None:
            self.scope_or_none = self.module.scope(self.identity)
        return self.scope_or_none

    @property
    def qualified_name(self) -> str:
        """``module.Class.method``, ``module.function`` or ``module.Class``."""
        return f"{self.module.name.dotted}.{self.local_name}"

    @cached_property
    def markers(self) -> Markers:
        """What a stub says of it."""
        return self.module.markers(self.local_name, self.scope_or_none)

    @cached_property
    def decorators(self) -> tuple[Term, ...]:
        """The decorators' terms, outermost first, markers left out."""
        return decorator_terms(self.module.terms, self._body, is_stub=self.module.is_stub)


class FunctionSummary(DefinitionSummary):
    """One function or lambda of a module."""

    def rest(self) -> None:
        """Let go of the syntax tree."""
        self.scope_or_none = None
        self.__dict__.pop("_finder", None)

    def sleep(self) -> None:
        """Let go of what the body says, the largest part of what is known."""
        for fact in ("sites", "results", "yields", "parameter_uses", "annotations"):
            self.__dict__.pop(fact, None)

    @cached_property
    def is_async(self) -> bool:
        """Whether it is an ``async def``."""
        return self._body.is_coroutine

    @cached_property
    def is_generator(self) -> bool:
        """Whether the body has a ``yield``; in a stub, never."""
        return self.module.has_yield and bool(
            self._body.of_type(ast.Yield) or self._body.of_type(ast.YieldFrom)
        )

    @cached_property
    def class_identity(self) -> str | None:
        """The key of the class whose body holds the ``def``."""
        parent = self._body.parent
        return parent.identity if parent is not None and parent.kind == "class" else None

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in order, ``self`` included."""
        node = self._body.node
        assert not isinstance(node, (ast.Module, ast.ClassDef))
        return tuple(parameters_of(node.args))

    @cached_property
    def annotations(self) -> dict[str, Term]:
        """The terms of the parameters' annotations."""
        node = self._body.node
        assert not isinstance(node, (ast.Module, ast.ClassDef))
        given = node.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        terms, outer = self.module.terms, self._body.parent or self.module.terms.root
        return {
            arg.arg: terms.reduce(arg.annotation, outer)
            for arg in every
            if arg is not None and arg.annotation is not None
        }

    @cached_property
    def parameter_uses(self) -> dict[str, str]:
        """Parameters that the body can only use as plain values, and those that it awaits."""
        if self.module.is_stub or isinstance(self._body.node, ast.Lambda):
            return {}
        names = frozenset(parameter.name for parameter in self.parameters)
        return parameter_uses(names, self._body, self.module.terms.parents)

    @cached_property
    def returns(self) -> Term | None:
        """The term of the result's annotation, if there is one."""
        expr = getattr(self._body.node, "returns", None)
        if expr is None:
            return None
        terms = self.module.terms
        return terms.reduce(expr, self._body.parent or terms.root)

    @cached_property
    def results(self) -> tuple[tuple[Guards, Term], ...]:
        """What its ``return`` statements give, each with the tests that guard it."""
        node = self._body.node
        if isinstance(node, ast.Lambda):
            return (((), self.module.terms.reduce(node.body, self._body)),)
        falls_through = can_complete(self._body.body)
        return (*self._finder.results(), *([((), NONE)] if falls_through else []))

    @cached_property
    def yields(self) -> Term:
        """The union of what its ``yield`` expressions give."""
        terms = self.module.terms
        values = [terms.reduce(node.value, self._body) for node in self._body.of_type(ast.Yield)]
        return terms.union(tuple(values)) if values and self.is_generator else UNKNOWN

    @cached_property
    def is_empty(self) -> bool:
        """Whether the body does nothing: a docstring, ``pass``, ``...`` or a raise alone."""
        return all(
            isinstance(stmt, (ast.Pass, ast.Raise))
            or (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant))
            for stmt in self._body.body
        ) and not isinstance(self._body.node, ast.Lambda)

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The places where it makes other code run; none for a coroutine or a stub's function."""
        if self.is_async or self.module.is_stub:
            return ()
        return tuple(self._finder.sites())

    @cached_property
    def tested(self) -> frozenset[str]:
        """The parameters that its conditions test."""
        return self._finder.branching.tests.tested

    @cached_property
    def asks_loop(self) -> bool:
        """Whether it gives something true exactly where an event loop runs in this thread."""
        is_plain = isinstance(self._body.node, ast.FunctionDef)
        is_told = is_plain and self.module.terms.source.mentions(b"running_loop")
        return is_told and gives_loop(self._body.body)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The literal defaults of its parameters."""
        return default_constants(self._body)

    def named_default(self, name: str) -> Term | None:
        """The default of the parameter *name*, if it is a name or an attribute; read from the text."""
        node = self._body.node
        for arg, default in defaults_of(node.args) if isinstance(node, FUNCTION_TYPES) else ():
            if arg.arg == name and isinstance(default, (ast.Name, ast.Attribute)):
                return self.module.terms.reduce(
                    default, self._body.parent or self.module.terms.root
                )
        return None

    @cached_property
    def _finder(self) -> SiteFinder:
        return SiteFinder(self.module.terms, self._body, self.module.noqa_at)


FUNCTION_FACTS = (
    "markers", "is_async", "is_generator", "class_identity", "decorators", "parameters", "returns",
    "results", "yields", "is_empty", "sites", "tested", "asks_loop", "defaults", "annotations",
    "parameter_uses",
)  # fmt: skip
"""What freezing a module keeps of each function."""


class ClassSummary(DefinitionSummary):
    """One class of a module."""

    def __init__(self, module: ModuleFacts, identity: str, scope: Scope | None) -> None:
        super().__init__(module, identity, scope)
        self._own: dict[str, Term | None] = {}
        self._instance: dict[str, tuple[Term, ...]] = {}
        self._assignments: dict[Scope, dict[str, list[Assignment]]] = {}
        self._by_name: dict[str, list[Assignment]] | None = None
        self._added_to: dict[str, tuple[Term, ...]] = {}
        self._was_let_go = False

    def rest(self) -> None:
        """Let go of the syntax tree."""
        self.scope_or_none = None
        self._was_let_go = bool(self._own)
        self._assignments.clear()
        self._by_name = None

    @cached_property
    def bases(self) -> tuple[Term, ...]:
        """The terms of the bases, in order."""
        node = self._body.node
        assert isinstance(node, ast.ClassDef)
        terms = self.module.terms
        return tuple(terms.reduce(base, self._body.parent or terms.root) for base in node.bases)

    @cached_property
    def type_parameters(self) -> tuple[str, ...]:
        """The type variables in the brackets behind its name: ``class Box[T]``."""
        given: list[Any] = getattr(self._body.node, "type_params", [])
        return tuple(parameter.name for parameter in given)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the class body binds."""
        return frozenset(self.order)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The names that the class body binds, first bound first."""
        return tuple(self.module.terms.table(self._body).by_name)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names with an annotation, in order, as a dataclass takes them."""
        terms = {name: self.class_term(name) for name in self.order}
        return tuple(
            name
            for name, term in terms.items()
            if term is not None and term[0] in ("annotated", "declared")
        )

    @cached_property
    def methods(self) -> tuple[str, ...]:
        """The keys of the functions that the class body defines."""
        children = self._body.children.values()
        return tuple(child.identity for child in children if child.kind == "function")

    @cached_property
    def assigned(self) -> frozenset[str]:
        """The names of the attributes that its methods assign on ``self``."""
        found = (self._assignments_in(*method) for method in method_scopes(self._body))
        return frozenset(name for names in found for name in names)

    def has_member(self, name: str) -> bool:
        """Whether the class body binds *name* or a method assigns it on ``self``."""
        return name in self.names or bool(self.instance_terms(name))

    def class_term(self, name: str) -> Term | None:
        """What the class body binds *name* to; None when it does not."""
        if name not in self.names:
            return None
        if name not in self._own:
            table = self.module.terms.table(self._body)
            if self._was_let_go:
                # Who asks again will ask for the next method: each time the class is parsed again.
                plain = (other for other, bound in table.by_name.items() if _is_function(bound))
                for other in plain:
                    self._own.setdefault(other, self._bound(other, table))
            self._own[name] = self._bound(name, table)
        return self._own[name]

    def _bound(self, name: str, table: BindingTable) -> Term | None:
        terms, state = self.module.terms, table.reaching(name, None)
        term = terms.union(tuple(terms.binding_term(b, self._body) for b in state))
        return term if state else None

    def instance_terms(self, name: str) -> tuple[Term, ...]:
        """What its methods assign to ``self.name``."""
        known = self._instance.get(name)
        if known is None:
            known = self._instance[name] = tuple(self._find_instance_terms(name))
        return known

    def _find_instance_terms(self, name: str) -> Iterator[Term]:
        if "assigned" in self.__dict__ and name not in self.assigned:
            return
        if self.module.may_store(name):
            for target, scope in self._assignments_of(name):
                yield assigned_term(self.module.terms, target, scope)

    def _assignments_of(self, name: str) -> list[Assignment]:
        """Where methods assign ``self.name``; what is not parsed yet stays so if it has no ``.name``."""
        if self.module.terms.source.late:
            methods = method_scopes(self._body, name, is_set=True)
            by_method = (self._assignments_in(*method) for method in methods)
            return [one for found in by_method for one in found.get(name, ())]
        if self._by_name is None:
            self._by_name = {}
            for method in method_scopes(self._body):
                for attribute, found in self._assignments_in(*method).items():
                    self._by_name.setdefault(attribute, []).extend(found)
        return self._by_name.get(name, [])

    def _assignments_in(self, scope: Scope, receiver: str) -> dict[str, list[Assignment]]:
        known = self._assignments.get(scope)
        if known is None:
            known = self._assignments[scope] = assignments_in(scope, receiver)
        return known

    def added_terms(self, name: str) -> tuple[Term, ...]:
        """What its methods put into the container ``self.name``."""
        if "added" in self.__dict__ or not self.module.may_add or not self.module.terms.source.late:
            return self.added.get(name, ())
        known = self._added_to.get(name)
        if known is None:
            known = self._added_to[name] = added_to_attributes(
                self.module.terms, self._body, name
            ).get(name, ())
        return known

    @cached_property
    def added(self) -> dict[str, tuple[Term, ...]]:
        """What its methods put into containers among its attributes."""
        return added_to_attributes(self.module.terms, self._body) if self.module.may_add else {}

    def own_terms(self) -> dict[str, Term | None]:
        """The term of every name that the class body binds."""
        return {name: self.class_term(name) for name in self.order}

    def all_instance_terms(self) -> dict[str, tuple[Term, ...]]:
        """The terms of every attribute that methods assign."""
        return {name: self.instance_terms(name) for name in sorted(self.assigned)}

    def restore(self, own: dict[str, Term | None], instance: dict[str, tuple[Term, ...]]) -> None:
        """Take all terms at once, for a class without a syntax tree."""
        self._own, self._instance = own, instance
        names = {"names": frozenset(own), "order": tuple(own), "assigned": frozenset(instance)}
        self.__dict__.update(names)


def _is_function(bindings: list[Binding]) -> bool:
    return len(bindings) == 1 and bindings[0].kind == "def"


CLASS_FACTS = ("markers", "bases", "decorators", "methods", "added", "type_parameters")
"""What freezing a module keeps of each class beside its terms."""
