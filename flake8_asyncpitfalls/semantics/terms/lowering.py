"""One module's scopes, and the reduction of its expressions to terms (see ``term.py``)."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from flake8_asyncpitfalls.semantics.scopes.binding_table import BindingTable
from flake8_asyncpitfalls.semantics.scopes.scope import (
    SCOPE_STATEMENTS,
    STATEMENTS,
    Binding,
    Scope,
    Tree,
)
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.terms.attribute_tests import attributes_tested
from flake8_asyncpitfalls.semantics.terms.binding_terms import BINDERS
from flake8_asyncpitfalls.semantics.terms.circles import Circles
from flake8_asyncpitfalls.semantics.terms.expressions import (
    MAX_ALTERNATIVES,
    REDUCERS,
    bindings_read,
)
from flake8_asyncpitfalls.semantics.terms.term import NEVER, NONE, UNKNOWN, Term, TermKind

# Begun by a plain word, which is searched many times faster than the border of one.
_GLOBAL_LISTS = re.compile(rb"global(?<!\wglobal)\s((?:\\\r?\n|[^\n#;])*)")
_SHORT_WAY = 8
"""So many expressions around another are passed each time; those further out are remembered."""
_UNPACKED = {"assign", "for", "with"}


class ModuleTerms:
    """The scopes of one module and the reduction of its expressions to terms."""

    def __init__(
        self, source: Source, name: ModuleName, tested: frozenset[str] | None = None
    ) -> None:
        """*tested* is what ``attributes_tested`` gives for the text, if it is known."""
        self.source = source
        self.name = name
        tree = Tree(late=source.late)
        self.parents = tree.parents
        self.scopes = tree.scopes
        self.root = Scope(source.tree, None, tree)
        self.has_walrus = source.mentions(b":=")
        self._has_nonlocal = source.mentions(b"nonlocal")
        self.attributes_tested = attributes_tested(source.data) if tested is None else tested
        self.places: dict[ast.AST, ast.AST | None] = {}
        self._tables: dict[Scope, BindingTable] = {}
        self._pool: dict[tuple[Any, ...], Term] = {}
        self._terms: dict[ast.AST | Binding, Term] = {}
        self._scopes_of_nodes: dict[ast.AST, Scope] = {}
        self._circular: dict[ast.expr, Term] = {}
        self._nonlocal: dict[Scope, dict[str, list[Binding]]] = {}
        self._meanings: dict[tuple[Scope, str], Term] = {}
        self._circles = Circles(self._terms)
        self._global_users: dict[str, list[tuple[Scope, bool]]] | None = None

    def make(self, kind: TermKind, *others: Any) -> Term:
        """The term of that kind with these parts: always the same object for the same parts.

        What is made of a value that nothing has had yet, nothing has had either.
        """
        parts = (kind, *others)
        if self._circles.active and _has_never(parts):
            return NEVER
        term = self._pool.get(parts)
        if term is None:
            term = self._pool[parts] = Term(parts)
        return term

    def union(self, terms: tuple[Term, ...]) -> Term:
        """One of *terms*."""
        if len(terms) == 1:
            return terms[0]
        flat: dict[Term, None] = {}
        for term in terms:
            for part in term[1] if term[0] == "union" else (term,):
                flat[part] = None
        if len(flat) > 1:
            flat.pop(NEVER, None)
        if UNKNOWN in flat or not flat:
            return UNKNOWN
        return next(iter(flat)) if len(flat) == 1 else self.make("union", tuple(flat))

    def release(self) -> None:
        """Break the cycles that hold the tree, so that it is freed at once; no question may follow.

        Waiting for the cyclic garbage collector costs as much as the work itself.
        """
        self.source.late.clear()
        for scope in list(self.scopes.values()):
            scope.release()
        self._global_users = None
        for known in (
            self.parents, self.scopes, self._scopes_of_nodes, self._tables, self._pool,
            self._terms, self._nonlocal, self._meanings, self.places,
        ):  # fmt: skip
            known.clear()
        self._circular.clear()
        self._circles.release()

    def know_nodes(self, scopes: Iterable[Scope]) -> None:
        """Remember the scope of each node of *scopes*, which will be asked for: of a file under check."""
        for scope in scopes:
            self._scopes_of_nodes.update(dict.fromkeys(scope.nodes, scope))

    def forget_nodes(self) -> None:
        """Remember no scopes of nodes: they can be found again."""
        self._scopes_of_nodes = {}

    def scope_at(self, node: ast.AST) -> Scope:
        """The scope in which *node*, one of its nodes, is evaluated."""
        parents, known_scopes = self.parents, self._scopes_of_nodes
        found = known_scopes.get(node)
        if found is not None:
            return found
        passed: list[ast.AST] = []
        steps = 0
        while node.__class__ not in STATEMENTS:
            child, node = node, parents[node]
            if node.__class__ is ast.Lambda and child is node.body:
                return self.scopes[node]
            steps += 1
            if steps > _SHORT_WAY:
                if node in known_scopes:
                    break
                passed.append(node)
        if not passed or passed[-1] is not node:
            passed.append(node)
        known = known_scopes.get(node)
        while known is None:
            around = parents[passed[-1]]
            if around.__class__ in SCOPE_STATEMENTS:
                known = self.scopes[around]
            else:
                known = known_scopes.get(around)
                passed.append(around)
        for inner in passed:
            known_scopes[inner] = known
        return known

    def table(self, scope: Scope) -> BindingTable:
        """The bindings of *scope*, scanned at the first question."""
        table = self._tables.get(scope)
        if table is None:
            scope.walk_nodes()
            table = self._tables[scope] = BindingTable(scope, self.has_walrus)
        return table

    def reduce(self, expr: ast.expr | None, scope: Scope) -> Term:
        """The term of *expr*, which is evaluated in *scope*."""
        if expr is None:
            return NONE
        term = self._terms.get(expr)
        if term is not None:
            return term
        circles = self._circles
        if self._circular and not circles.active and expr in self._circular:
            return self._circular[expr]
        scope.walk_nodes()
        reducer = REDUCERS.get(expr.__class__)
        cuts = circles.cuts
        term = UNKNOWN if reducer is None else reducer(self, expr, scope)
        if cuts == circles.cuts:
            self._terms[expr] = term
        elif not circles.active:
            self._circular[expr] = term
        return term

    def known(self, expr: ast.expr) -> Term | None:
        """The term of *expr* if it was asked for before: to find its scope costs more than this."""
        term = self._terms.get(expr)
        if term is None and self._circular and not self._circles.active:
            return self._circular.get(expr)
        return term

    def annotation(self, expr: ast.expr | None, scope: Scope) -> Term:
        """The term for an instance of what the annotation *expr* names."""
        return UNKNOWN if expr is None else self.make("annotated", self.reduce(expr, scope))

    def lookup(self, name: str, scope: Scope, place: ast.AST | None) -> Term:
        """What *name* means in *scope* at the statement *place* (None: at the scope's end)."""
        start = scope
        while True:
            is_visible = scope is start or scope.kind != "class"
            if scope.kind == "module":
                return self._global(name, place if scope is start else None)
            table = self.table(scope)
            is_own = name in table.by_name and name not in table.nonlocal_names
            if is_visible and is_own and name not in table.global_names:
                if scope.kind != "class" or _is_bound_before(table, name, place):
                    return self._local(name, scope, place if scope is start else None)
            if name in table.global_names or scope.parent is None:
                return self._global(name, None)
            scope = scope.parent

    def _global(self, name: str, place: ast.AST | None) -> Term:
        """A module-level use sees the bindings that reach it; all others see the name."""
        if place is None or len(self.table(self.root).by_name.get(name, ())) < 2:
            return self.make("global", name)
        return self._join(self.table(self.root).reaching(name, place), self.root)

    def _local(self, name: str, scope: Scope, place: ast.AST | None) -> Term:
        table = self.table(scope)
        bindings = tuple(table.by_name[name]) if place is None else table.reaching(name, place)
        if self._has_nonlocal:
            bindings += self._nonlocal_bindings(name, scope)
        return self._join(bindings, scope)

    def _nonlocal_bindings(self, name: str, scope: Scope) -> tuple[Binding, ...]:
        """Bindings that nested functions make through ``nonlocal``."""
        found = self._nonlocal.get(scope)
        if found is None:
            found = self._nonlocal[scope] = defaultdict(list)
            for child in scope.children.values():
                for inner in child.walk_definitions():
                    if inner.kind == "function":
                        table = self.table(inner)
                        for used in table.nonlocal_names:
                            found[used] += table.by_name.get(used, ())
        return tuple(found.get(name, ()))

    def module_bindings(self, name: str) -> Term:
        """The term of the module-level *name* once the module has run, ``global`` statements included."""
        bindings = self.table(self.root).reaching(name, None)
        term = self._join(bindings, self.root)
        if name in self._said_global:
            others = self._global_statement_terms(name)
            if others:
                term = self.union((term, *others))
        return term

    @cached_property
    def _said_global(self) -> frozenset[str]:
        """The words after ``global``: whoever else looks into all functions does so for nothing."""
        is_said = self.source.mentions(b"global ")
        return _names_said_global(self.source.data) if is_said else frozenset()

    def _global_statement_terms(self, name: str) -> list[Term]:
        if self._global_users is None:
            self._global_users = self._find_global_users()
        found = []
        for scope in self._scopes_saying_global(name):
            table = self.table(scope) if scope.of_type(ast.Global) else None
            if table is not None and name in table.global_names:
                found += [self.binding_term(b, scope) for b in table.by_name.get(name, ())]
        return found

    def _scopes_saying_global(self, name: str) -> Iterator[Scope]:
        """The functions that may say so; those inside of one that was not parsed are found only now."""
        word = name.encode() if name.isascii() else b""
        for scope, was_late in (self._global_users or {}).get(name, ()):
            inner = scope.walk_where(lambda late: late.may_name(b"global", word))
            yield from (one for one in (inner if was_late else (scope,)) if one.kind == "function")

    def _find_global_users(self) -> dict[str, list[tuple[Scope, bool]]]:
        """By name, the functions that say it is global, and what has not been parsed but may say so."""
        users: defaultdict[str, list[tuple[Scope, bool]]] = defaultdict(list)
        stack = [self.root]
        while stack:
            scope = stack.pop()
            late = scope.late
            if late is not None:
                for name in _names_said_global(late.text) if late.may_name(b"global") else ():
                    users[name].append((scope, True))
                continue
            if scope.kind == "function" and scope.of_type(ast.Global):
                for name in self.table(scope).global_names:
                    users[name].append((scope, False))
            stack.extend(reversed(scope.children.values()))
        return users

    def _join(self, bindings: tuple[Binding, ...], scope: Scope) -> Term:
        if not bindings:
            return UNKNOWN
        if len(bindings) > MAX_ALTERNATIVES:
            others = (b for b in bindings if not is_none(b.value))
            bindings = tuple(islice(others, MAX_ALTERNATIVES + 1))
            if len(bindings) > MAX_ALTERNATIVES:
                return UNKNOWN
        if len(bindings) == 1:
            return self.binding_term(bindings[0], self._owner(bindings[0], scope))
        return self.union(tuple(self.binding_term(b, self._owner(b, scope)) for b in bindings))

    def one_meaning(self, name: str, scope: Scope) -> Term | None:
        """What *name* means wherever in *scope* it is read; None where the place of the read decides.

        Kept, as half of all expressions are names, and most of these are read more than once.
        """
        known = self._meanings.get((scope, name))
        if known is not None:
            return known
        if self._has_nonlocal or scope.kind in ("module", "class"):
            return None
        if len(self.table(scope).by_name.get(name, ())) > 1:
            return None
        cuts = self._circles.cuts
        term = self.lookup(name, scope, None)
        if cuts == self._circles.cuts:
            self._meanings[scope, name] = term
        return term

    def _owner(self, binding: Binding, scope: Scope) -> Scope:
        """The scope that made *binding*: *scope*, or one nested in it that says ``nonlocal``."""
        if not self._has_nonlocal:
            return scope
        is_own = binding.node.__class__ is ast.arg or binding.node is scope.node
        if is_own or binding.node not in self.parents:
            return scope
        return self.scope_at(binding.node)

    def binding_term(self, binding: Binding, scope: Scope) -> Term:
        """The term of the value that *binding*, made in *scope*, gives its name.

        A variable that a loop makes from its own earlier value (``spot = spot.parent``) has no
        earlier value in the first round; what that gives, it has in the second (see ``circles.py``).
        """
        plain = self._terms.get(binding)
        if plain is not None:
            return plain
        circles = self._circles
        known = circles.known(binding)
        if known is not None:
            return known
        mark = circles.begin()
        term = self._made_by(binding, scope, NEVER)
        if circles.leads_back_to(binding):
            term = self._stable(binding, scope, term)
        return circles.end(binding, term, mark)

    def _stable(self, binding: Binding, scope: Scope, once: Term) -> Term:
        """What a binding that depends on itself gives, if one more round gives the same."""
        with self._circles.second_round(binding) as is_followed:
            if once is UNKNOWN or not is_followed:
                return UNKNOWN
            twice = self._made_by(binding, scope, once)
        return self.make("stable", once, twice)

    def _made_by(self, binding: Binding, scope: Scope, earlier: Term) -> Term:
        """What *binding* gives its name where the name had the value *earlier* before."""
        self._circles.active[binding] = earlier
        try:
            term = BINDERS[binding.kind](self, binding, scope)
        finally:
            del self._circles.active[binding]
        for index in binding.path if binding.kind in _UNPACKED else ():
            term = self.make("part", term, index)
        return term

    def bindings_read(self, expr: ast.Name, scope: Scope) -> tuple[Binding, ...]:
        """The bindings in *scope* whose values the name *expr* can have."""
        return bindings_read(self, expr, scope)


def _names_said_global(data: bytes) -> frozenset[str]:
    lists = _GLOBAL_LISTS.findall(data)
    return frozenset(b" ".join(lists).replace(b",", b" ").decode("utf-8", "replace").split())


def _has_never(parts: tuple[Any, ...]) -> bool:
    """Whether *parts*, the arguments of a call and the items of a tuple among them, have NEVER."""
    # A loop: asked for every term that is made inside a circle, it takes half as long as any().
    for part in parts:  # noqa: SIM110
        if part is NEVER or (part.__class__ is tuple and _has_never(part)):
            return True
    return False


def _is_bound_before(table: BindingTable, name: str, place: ast.AST | None) -> bool:
    """A class body runs from top to bottom: a name bound further down still means the outer one."""
    if place is None:
        return True
    line = getattr(place, "lineno", 0)
    return any(getattr(binding.node, "lineno", 0) < line for binding in table.by_name[name])


def is_none(expr: ast.expr | None) -> bool:
    """Whether *expr* is the literal ``None``."""
    return isinstance(expr, ast.Constant) and expr.value is None


def text_term(text: str) -> Term:
    """The term of an annotation written as a string; its names are those of its module."""
    try:
        expr = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError):
        return UNKNOWN
    nothing = ModuleTerms(Source("", b"", ast.Module([], [])), ModuleName(""))
    return nothing.reduce(expr, nothing.root)
