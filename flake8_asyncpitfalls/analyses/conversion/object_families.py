"""Objects of a function that one makes from another: a connection, its cursor, its response.

A family is a set of bindings of one function, each to what a call, or a property of the project, gives.
What a blocking call makes or works on belongs to it, what was made by a method of a member, and what a
member was made by; so does what is given to one as an argument and is open itself: ``Users(session)``
works on the session.
A member is *open* while something that blocks, or closes it, is still done with it, or with what was
made from it by handing it over: the rows that a cursor gave are a member, but open no more.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from flake8_asyncpitfalls.analyses.thread_ownership import new_getter
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope

Family: TypeAlias = "frozenset[Binding]"
_MAKING = ("assign", "with")
_CLOSING = frozenset({"close", "commit", "disconnect", "quit", "shutdown"})
_ITERATING = (ast.For, ast.comprehension)


def family_of(model: SemanticModel, call: ast.Call) -> Family:
    """The bindings of the objects that *call* makes or works on; empty if they come from elsewhere."""
    return model.analysis(_Families).of(call)


def open_uses(model: SemanticModel, scope: Scope, family: Family) -> list[ast.Name]:
    """Where *scope* binds or uses the members of *family* that are open."""
    return model.analysis(_Families).open_uses(scope, family)


def uses_of(model: SemanticModel, scope: Scope, family: Family) -> list[ast.Name]:
    """Where *scope* reads a member of *family*."""
    return model.analysis(_Families).reads(scope, family)


class _Families:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.Call, Family] = {}
        self._made: dict[Scope, dict[Binding, Family]] = {}
        self._families: dict[Scope, dict[Binding, Family]] = {}
        self._given: dict[ast.expr, list[Binding]] = {}

    def of(self, call: ast.Call) -> Family:
        """The family of what *call* makes and of what it works on."""
        if call not in self._known:
            self._known[call] = self._find(call)
        return self._known[call]

    def _find(self, call: ast.Call) -> Family:
        scope = self._model.scope_of(call)
        made = self._made_in(scope)
        if not made:
            return frozenset()
        found = {one for one in self._given.get(call, ()) if one in made}
        found |= self._makers(call, scope) & made.keys()
        families = self._families_of(scope)
        return frozenset().union(*(families[one] for one in found))

    def _families_of(self, scope: Scope) -> dict[Binding, Family]:
        """The bindings of *scope* in *made*, each with all that one makes from another."""
        known = self._families.get(scope)
        if known is None:
            made = self._made_in(scope)
            beside: dict[Binding, list[Binding]] = {one: [] for one in made}
            for one, sources in made.items():
                for source in sources & made.keys():
                    beside[one].append(source)
                    beside[source].append(one)
            known = self._families[scope] = {}
            for one in made:
                if one not in known:
                    family = frozenset(_connected(one, beside))
                    known.update(dict.fromkeys(family, family))
        return known

    def _made_in(self, scope: Scope) -> dict[Binding, Family]:
        """The bindings of *scope* to what a call gives, each with those of the call's object."""
        if scope not in self._made:
            by_name = self._model.terms.table(scope).by_name
            self._made[scope] = {
                one: frozenset(self._makers(one.value, scope))
                for several in by_name.values()
                for one in several
                if one.kind in _MAKING and self._is_making(one.value)
            }
            for one in self._made[scope]:
                assert one.value is not None
                self._given.setdefault(one.value, []).append(one)
        return self._made[scope]

    def _is_making(self, expr: ast.AST | None) -> TypeGuard[ast.Call | ast.Attribute]:
        """Whether *expr* is a call, or runs the getter of a property: ``with self.session as session``."""
        if not isinstance(expr, ast.Attribute):
            return isinstance(expr, ast.Call)
        owner = self._model.value_of(expr.value)
        return new_getter(self._model.types, owner, expr.attr) is not None

    def _makers(self, call: ast.Call | ast.Attribute, scope: Scope) -> set[Binding]:
        """The bindings of the object whose method *call* calls, and of open ones that it is given."""
        return self._owners(call, scope) | self._handed_over(call, scope)

    def _handed_over(self, call: ast.Call | ast.Attribute, scope: Scope) -> set[Binding]:
        """The bindings of the open objects among the arguments of *call* and of its object's."""
        found: set[Binding] = set()
        expr: ast.expr = call
        while isinstance(expr, (ast.Attribute, ast.Call)):
            for arg in arguments_of(expr) if isinstance(expr, ast.Call) else ():
                if isinstance(arg, ast.Name) and self._model.scope_of(arg) is scope:
                    found.update(
                        filter(self._is_resource, self._model.terms.bindings_read(arg, scope))
                    )
            expr = expr.func if isinstance(expr, ast.Call) else expr.value
        return found

    def _is_resource(self, binding: Binding) -> bool:
        made = binding.value if binding.kind in _MAKING else None
        return isinstance(made, ast.Call) and self._model.is_live_resource(made)

    def _owners(self, call: ast.Call | ast.Attribute, scope: Scope) -> set[Binding]:
        expr: ast.expr = call.func if isinstance(call, ast.Call) else call
        if not isinstance(expr, ast.Attribute):
            return set()
        while isinstance(expr, (ast.Attribute, ast.Call)):
            expr = expr.func if isinstance(expr, ast.Call) else expr.value
        if not isinstance(expr, ast.Name) or self._model.scope_of(expr) is not scope:
            return set()
        return set(self._model.terms.bindings_read(expr, scope))

    def reads(self, scope: Scope, family: Family) -> list[ast.Name]:
        """Where *scope* itself reads a member of *family*."""
        readers = {name for one in family for name in self._model.uses.readers(one, scope)}
        found = [name for name in readers if isinstance(name.ctx, ast.Load)]
        return sorted(found, key=lambda name: (name.lineno, name.col_offset))

    def open_uses(self, scope: Scope, family: Family) -> list[ast.Name]:
        """Where *scope* reads a member of *family* that is open."""
        reads = self.reads(scope, family)
        is_open: set[Binding] = set()
        for name in reads:
            if self._keeps_open(name):
                is_open |= family.intersection(self._model.terms.bindings_read(name, scope))
        for member in list(is_open):
            if isinstance(member.value, (ast.Call, ast.Attribute)):
                is_open |= family & self._handed_over(member.value, scope)
        return [n for n in reads if is_open.intersection(self._model.terms.bindings_read(n, scope))]

    def _keeps_open(self, name: ast.Name) -> bool:
        return any(
            bool(self._model.effects_at(node))
            or (isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _CLOSING)
            or isinstance(node, ast.withitem)
            for node in self._work_with(name)
        )

    def _work_with(self, name: ast.Name) -> Iterator[ast.AST]:
        """The calls of methods of *name*, those that it is given to, the loops over it."""
        child: ast.AST = name
        parent = self._model.parent(name)
        while isinstance(parent, (ast.Attribute, ast.Call, ast.keyword)):
            if isinstance(parent, ast.Call):
                yield parent
            child, parent = parent, self._model.parent(parent)
        if isinstance(parent, ast.withitem):
            yield parent
        if isinstance(parent, _ITERATING) and parent.iter is child:
            yield parent


def _connected(one: Binding, beside: dict[Binding, list[Binding]]) -> set[Binding]:
    """*one*, and all that are beside it or beside one of those."""
    found = {one}
    todo = [one]
    while todo:
        new = set(beside[todo.pop()]) - found
        found |= new
        todo += new
    return found
