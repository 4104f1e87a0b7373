"""The places of a function where other code runs: calls, ``with``, iteration, attributes, operators.

A site keeps the term of its expression and the tests of parameters that guard it, so that what a
call passes can rule it out without the syntax tree: ``get(sync=False)`` never enters ``if sync:``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from flake8_asyncpitfalls.semantics.guards import Guards, Test, tested_parameters
from flake8_asyncpitfalls.semantics.scopes import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.term import UNKNOWN, Term
from flake8_asyncpitfalls.semantics.terms import ModuleTerms

_UNDECIDED: Test = ("?",)
NEVER = 99
"""As many conditions as no way down may have."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place: *kind* is ``call``, ``enter``, ``iterate``, ``get`` or ``operator``.

    *line* is 1-based; *name* is what a hop through it says; *noqa* is the text of the codes of a
    ``# noqa`` on the line (empty for a bare one), None where there is none. *conditions* counts the
    branches and handlers around it in its function: with each it is less certain to be reached.
    """

    kind: str
    line: int
    term: Term
    name: str
    guards: Guards = ()
    noqa: str | None = None
    conditions: int = 0


class SiteFinder:
    """Makes the sites of one scope."""

    def __init__(
        self, terms: ModuleTerms, scope: Scope, noqa_at: Callable[[int, ast.stmt], str | None]
    ) -> None:
        self.terms = terms
        self.scope = scope
        self.noqa_at = noqa_at
        self.tested = tested_parameters(terms, scope)
        self._guards: dict[ast.AST, Guards] = {}
        if self.tested:
            self._guard(scope.body, ())

    def sites(self) -> Iterator[Site]:
        """All sites of the scope, in source order within a kind."""
        nodes: list[Any] = [n for kind in _STEPS for n in self.scope.of_type(kind)]
        for node in nodes:
            found = _STEPS[type(node)](self.terms, node, self.scope)
            if found is not None:
                kind, term = found
                place = place_of(node)
                yield Site(
                    kind, place.lineno, term, called_name(place),
                    self.guards_of(node), self.noqa_at(place.lineno, self._statement(node)),
                    self._conditions(node),
                )  # fmt: skip

    def _statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement around *node*; in a lambda, the one that the lambda is part of."""
        while not isinstance(node, ast.stmt):
            node = self.terms.parents[node]
        return node

    def _conditions(self, node: ast.AST) -> int:
        count = 0
        parents = self.terms.parents
        while node is not self.scope.node:
            child, node = node, parents[node]
            if isinstance(node, ast.If | ast.IfExp):
                count += child is not node.test
            elif isinstance(node, ast.BoolOp):
                count += child is not node.values[0]
            elif isinstance(node, ast.match_case):
                count += 1
            elif isinstance(node, ast.ExceptHandler):
                count += NEVER if _asks_for_the_loop(parents[node]) else 1
        return count

    def results(self) -> tuple[tuple[Guards, Term], ...]:
        """What its ``return`` statements give, with the guards of each."""
        return tuple(
            (self.guards_of(node), self.terms.reduce(node.value, self.scope))
            for node in self.scope.of_type(ast.Return)
        )

    def guards_of(self, node: ast.AST) -> Guards:
        """The tests that must come out so for *node* to be evaluated."""
        if not self.tested:
            return ()
        extra: list[tuple[Test, bool]] = []
        parents = self.terms.parents
        while not isinstance(node, ast.stmt):
            child, node = node, parents[node]
            if isinstance(node, ast.IfExp) and child is not node.test:
                test = self._test(node.test)
                if test is not _UNDECIDED:
                    extra.append((test, child is node.body))
            if isinstance(node, ast.Lambda | ast.Module):
                return ()
        return (*self._guards.get(node, ()), *extra)

    def _guard(self, body: Sequence[ast.stmt], guards: Guards) -> bool:
        """Note the guards of each statement; say whether the end of *body* can be reached."""
        for stmt in body:
            self._guards[stmt] = guards
            if isinstance(stmt, ast.Return | ast.Raise | ast.Break | ast.Continue):
                return False
            if isinstance(stmt, ast.If):
                after = self._guard_if(stmt, guards)
                if after is None:
                    return False
                guards = after
                continue
            for name in ("body", "orelse", "finalbody"):
                inner = getattr(stmt, name, None)
                if isinstance(inner, list) and not isinstance(
                    stmt, (*FUNCTION_TYPES, ast.ClassDef)
                ):
                    self._guard(inner, guards)
            for clause in (*getattr(stmt, "handlers", ()), *getattr(stmt, "cases", ())):
                self._guard(clause.body, guards)
        return True

    def _guard_if(self, stmt: ast.If, guards: Guards) -> Guards | None:
        """The guards of what follows *stmt*; None when nothing can."""
        test = self._test(stmt.test)
        is_decidable = test is not _UNDECIDED
        then = self._guard(stmt.body, (*guards, (test, True)) if is_decidable else guards)
        orelse = self._guard(stmt.orelse, (*guards, (test, False)) if is_decidable else guards)
        if not then and not orelse:
            return None
        if is_decidable and then is not orelse:
            return (*guards, (test, then))
        return guards

    def _test(self, test: ast.expr) -> Test:
        match test:
            case ast.Name(id=name) if name in self.tested:
                return ("name", name)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._test(operand)
                return _UNDECIDED if inner is _UNDECIDED else ("not", inner)
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self._test(value) for value in values)
                if all(part is _UNDECIDED for part in parts):
                    return _UNDECIDED
                return ("and" if isinstance(op, ast.And) else "or", parts)
            case ast.Compare(ops=[op], comparators=[ast.Constant(value=value)]):
                return self._comparison(test.left, op, value)
            case _:
                return _UNDECIDED

    def _comparison(self, left: ast.expr, op: ast.cmpop, value: object) -> Test:
        is_literal = value is None or isinstance(value, bool | int | float | str)
        if not isinstance(left, ast.Name) or left.id not in self.tested or not is_literal:
            return _UNDECIDED
        if isinstance(op, ast.Is | ast.Eq):
            return ("is", left.id, value)
        if isinstance(op, ast.IsNot | ast.NotEq):
            return ("not", ("is", left.id, value))
        return _UNDECIDED


def _asks_for_the_loop(stmt: ast.AST) -> bool:
    """Whether the ``try`` asks for the running loop: on the loop its handlers never run."""
    return isinstance(stmt, ast.Try) and any(
        isinstance(node, ast.Call) and called_name(node) == "get_running_loop"
        for inner in stmt.body
        for node in ast.walk(inner)
    )


def place_of(node: ast.AST) -> ast.expr:
    """The expression at which *node* stands: clauses have no position of their own."""
    if isinstance(node, ast.withitem):
        return node.context_expr
    if isinstance(node, ast.comprehension | ast.For):
        return node.iter
    assert isinstance(node, ast.expr)
    return node


def called_name(node: ast.AST) -> str:
    """What *node* calls, as the source spells it: the function's own name."""
    expr = place_of(node)
    if isinstance(expr, ast.Call):
        expr = expr.func
    if isinstance(expr, ast.Attribute):
        return expr.attr
    if isinstance(expr, ast.Name):
        return expr.id
    return ast.unparse(expr)[:40]


Found: TypeAlias = tuple[str, Term] | None


def site_term(terms: ModuleTerms, node: ast.AST, scope: Scope) -> Found:
    """Kind and term of the site that *node* is; None when it is none or nothing is known of it."""
    step = _STEPS.get(type(node))
    return None if step is None else step(terms, node, scope)


def _call(terms: ModuleTerms, node: ast.Call, scope: Scope) -> Found:
    term = terms.reduce(node, scope)
    if term[0] != "call" or isinstance(terms.parents.get(node), ast.Await):
        return None
    return "call", term


def _enter(terms: ModuleTerms, item: ast.withitem, scope: Scope) -> Found:
    if isinstance(terms.parents[item], ast.AsyncWith):
        return None
    term = terms.reduce(item.context_expr, scope)
    return None if term is UNKNOWN else ("enter", term)


def _iterate(terms: ModuleTerms, node: ast.For | ast.comprehension, scope: Scope) -> Found:
    if isinstance(node, ast.comprehension) and node.is_async:
        return None
    term = terms.reduce(node.iter, scope)
    return None if term is UNKNOWN or term[0] in _PLAIN else ("iterate", term)


def _get(terms: ModuleTerms, node: ast.Attribute, scope: Scope) -> Found:
    """Reading an attribute may run a property's getter; a method that is called is none."""
    parent = terms.parents.get(node)
    is_called = isinstance(parent, ast.Call) and parent.func is node
    if not isinstance(node.ctx, ast.Load) or is_called or isinstance(parent, ast.Await):
        return None
    base = terms.reduce(node.value, scope)
    if base is UNKNOWN or base[0] in ("module", "from", *_PLAIN):
        return None
    return "get", terms.make("attr", base, node.attr)


def _operate(terms: ModuleTerms, node: ast.BinOp, scope: Scope) -> Found:
    term = terms.reduce(node, scope)
    if term is UNKNOWN or all(side[0] in _PLAIN for side in term[2:]):
        return None
    return "operator", term


_PLAIN = frozenset({"const", "text", "none", "list", "tuple", "function", "class"})
_STEPS: dict[type[ast.AST], Callable[[ModuleTerms, Any, Scope], Found]] = {
    ast.Call: _call,
    ast.withitem: _enter,
    ast.For: _iterate,
    ast.comprehension: _iterate,
    ast.Attribute: _get,
    ast.BinOp: _operate,
}
SITE_NODES = frozenset(_STEPS)
