"""The places of a function where other code runs: calls, ``with``, iteration, attributes, operators.

A site keeps the term of its expression and the tests that guard it (``path_conditions.py``).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.first_time import OnceGuards
from flake8_asyncpitfalls.semantics.source.node_fields import statement_of, walked
from flake8_asyncpitfalls.semantics.source.rounds import BY_SOURCE
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.passed_tests import passed_by
from flake8_asyncpitfalls.semantics.summaries.path_conditions import PathConditions
from flake8_asyncpitfalls.semantics.summaries.predicate import Guards
from flake8_asyncpitfalls.semantics.summaries.spare_places import spare_places
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN, Term

SiteKind = Literal[
    "call", "enter", "enter pool", "iterate", "get", "look up", "store", "delete", "contain",
    "operator",
]  # fmt: skip


# Not frozen, as values are not (see inference/values.py): each of these is made for a call or the like.
@dataclass(slots=True, unsafe_hash=True)
class Site:
    """One place where other code runs.

    *kind* is ``call``, ``enter``, ``enter pool`` (work is given to it inside), ``iterate``, ``get``,
    ``look up``, ``store``, ``delete``, ``contain`` or ``operator``. *line* is 1-based; *name* is
    what a hop through it says; *noqa* is the text of the codes of a ``# noqa`` on the line (empty
    for a bare one), None where there is none. *follows_yield*: it stands below the first ``yield``
    of a generator function. *is_once*: a guard lets it run once a process, as long as the parameters
    *again* are false. *is_repeated*: it stands in a loop of the function that may go round many times.
    *inside* are the calls that made the managers of the ``with`` blocks around it, in the same function.
    *passed* is what the tests on the way say of the object whose method is called (``passed_tests.py``).
    *is_spare*: it runs only after something has failed.
    """

    kind: SiteKind
    line: int
    term: Term
    name: str
    guards: Guards = ()
    noqa: str | None = None
    follows_yield: bool = False
    is_once: bool = False
    is_repeated: bool = False
    is_spare: bool = False
    inside: tuple[Term, ...] = ()
    again: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


class SiteFinder:
    """Makes the sites of one scope."""

    def __init__(
        self, terms: ModuleTerms, scope: Scope, noqa_at: Callable[[int, ast.stmt], str | None]
    ) -> None:
        self.terms = terms
        self.scope = scope
        self.noqa_at = noqa_at
        self.branching = PathConditions(terms, scope)
        self._first_yield = min(
            (node.lineno for node in scope.of_type(ast.Yield, ast.YieldFrom)), default=sys.maxsize
        )

    def sites(self) -> Iterator[Site]:
        """All sites of the scope, in source order within a kind."""
        nodes: list[Any] = [n for kind in _STEPS for n in self.scope.of_type(kind)]
        once = OnceGuards(self.terms.parents)
        for node in nodes:
            found = _STEPS[type(node)](self.terms, node, self.scope)
            if found is not None:
                kind, term = found
                if isinstance(node, ast.withitem) and _hands_work(node, self.terms):
                    kind = "enter pool"
                place = place_of(node)
                flags = once.flags(node)
                stmt = statement_of(node, self.terms.parents)
                yield Site(
                    kind, place.lineno, term, called_name(place),
                    self.branching.guards_of(node), self.noqa_at(place.lineno, stmt),
                    place.lineno > self._first_yield, flags is not None, node in self._repeated,
                    node in self._spare, managers_around(self.terms, node, self.scope), flags or (),
                    passed_by(node, self.terms.parents) if self._has_tests else (),
                )  # fmt: skip

    @cached_property
    def _repeated(self) -> set[ast.AST]:
        """What stands in a loop of the scope that may go round many times."""
        loops = (loop for loop in self.scope.of_type(*_LOOPS) if not _is_few(loop))
        return {node for loop in loops for node in walked(loop)[1:]}

    @cached_property
    def _spare(self) -> set[ast.AST]:
        """What of the scope runs only after something has failed."""
        return spare_places(self.scope, self.terms.parents)

    @cached_property
    def _has_tests(self) -> bool:
        """Whether a test decides in the scope what is evaluated."""
        return any(self.scope.of_type(*_DECIDING))

    def results(self) -> tuple[tuple[Guards, Term], ...]:
        """What its ``return`` statements give, with the guards of each."""
        return tuple(
            (self.branching.guards_of(node), self.terms.reduce(value, self.scope))
            for stmt in self.scope.of_type(ast.Return)
            for node, value in _alternatives(stmt, stmt.value)
        )


def _is_few(loop: ast.AST) -> bool:
    """Whether *loop* goes over a display, or a literal range of a few numbers."""
    iterable = getattr(loop, "iter", None)
    if iterable is None or isinstance(iterable, (ast.Tuple, ast.List)):
        return iterable is not None
    most = BY_SOURCE.rounds(iterable).most
    return most is not None and most <= _FEW


def _alternatives(
    node: ast.AST, value: ast.expr | None
) -> Iterator[tuple[ast.AST, ast.expr | None]]:
    """The alternatives of a conditional expression, each guarded by its test."""
    if isinstance(value, ast.IfExp):
        yield from _alternatives(value.body, value.body)
        yield from _alternatives(value.orelse, value.orelse)
    else:
        yield node, value


def place_of(node: ast.AST) -> ast.expr:
    """The expression at which *node* stands: clauses have no position of their own."""
    if isinstance(node, ast.withitem):
        return node.context_expr
    if isinstance(node, (ast.comprehension, ast.For)):
        return node.iter
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        return _tested(node)
    if isinstance(node, ast.MatchClass):
        return node.cls
    if isinstance(node, (ast.YieldFrom, ast.Starred, ast.FormattedValue, ast.Assign)):
        return node.value
    assert isinstance(node, ast.expr)
    return node


def managers_around(terms: ModuleTerms, node: ast.AST, scope: Scope) -> tuple[Term, ...]:
    """The calls that make the managers of the sync ``with`` blocks of *scope* that *node* is inside of."""
    found: list[Term] = []
    child, parent = node, terms.parents.get(node)
    while parent is not None and child is not scope.node:
        if isinstance(parent, ast.With) and not isinstance(child, ast.withitem):
            made = (terms.reduce(item.context_expr, scope) for item in parent.items)
            found += [term for term in made if term[0] == "call"]
        child, parent = parent, terms.parents.get(parent)
    return tuple(found)


def called_name(node: ast.AST) -> str:
    """What *node* calls, as the source spells it: the function's own name."""
    expr = place_of(node)
    if isinstance(expr, ast.Call):
        expr = expr.func
    if isinstance(expr, ast.Attribute):
        return expr.attr
    if isinstance(expr, ast.Name):
        return expr.id
    if isinstance(expr, ast.BinOp) and _is_long_row(expr):
        return f"... {unparsed(expr.right)}"[:_NAME_LENGTH]
    return unparsed(expr)[:_NAME_LENGTH]


def _is_long_row(expr: ast.expr) -> bool:
    """Whether so many operands stand in a row that naming each by its whole row would take long."""
    for _ in range(_NAME_LENGTH):
        if not isinstance(expr, ast.BinOp):
            return False
        expr = expr.left
    return True


Found: TypeAlias = tuple[SiteKind, Term] | None


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


def _hands_work(item: ast.withitem, terms: ModuleTerms) -> bool:
    """Whether the block of *item* calls ``submit`` or ``map`` on what it binds, as on an executor."""
    stmt, target = terms.parents[item], item.optional_vars
    if not isinstance(target, ast.Name) or not isinstance(stmt, ast.With):
        return False
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in _SUBMITTING
        and isinstance(node.value, ast.Name)
        and node.value.id == target.id
        for inner in stmt.body
        for node in walked(inner)
    )


def _iterate(terms: ModuleTerms, node: ast.For | ast.comprehension, scope: Scope) -> Found:
    if isinstance(node, ast.comprehension) and node.is_async:
        return None
    term = terms.reduce(node.iter, scope)
    return None if term is UNKNOWN or term[0] in _PLAIN else ("iterate", term)


def _spread(terms: ModuleTerms, node: ast.YieldFrom | ast.Starred, scope: Scope) -> Found:
    """``yield from x`` and ``*x`` go over x at once."""
    if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
        return None
    term = terms.reduce(node.value, scope)
    return None if term is UNKNOWN or term[0] in _PLAIN else ("iterate", term)


def _get(terms: ModuleTerms, node: ast.Attribute, scope: Scope) -> Found:
    """Reading an attribute may run a property's getter; a method that is called is none."""
    parent = terms.parents.get(node)
    is_called = isinstance(parent, ast.Call) and parent.func is node
    if not isinstance(node.ctx, ast.Load) or is_called or isinstance(parent, ast.Await):
        return None
    base = terms.reduce(node.value, scope)
    if base is UNKNOWN or base[0] in _WITHOUT_GETTERS:
        return None
    return "get", terms.make("attr", base, node.attr)


def _operate(terms: ModuleTerms, node: ast.BinOp, scope: Scope) -> Found:
    term = terms.reduce(node, scope)
    if term is UNKNOWN or all(side[0] in _PLAIN for side in term[2:]):
        return None
    return "operator", term


def _look_up(terms: ModuleTerms, node: ast.Subscript, scope: Scope) -> Found:
    """``x[key]`` may run ``__getitem__``; an annotation's subscripts run no code of ours."""
    base = terms.reduce(node.value, scope)
    return (_SUBSCRIPTS[type(node.ctx)], base) if _may_have_methods(base) else None


def _compare(terms: ModuleTerms, node: ast.Compare, scope: Scope) -> Found:
    """``key in x`` may run ``__contains__``, ``x == key`` ``__eq__``."""
    if isinstance(node.ops[-1], (ast.In, ast.NotIn)):
        base = terms.reduce(node.comparators[-1], scope)
        return ("contain", base) if _may_have_methods(base) else None
    method = _COMPARISONS.get(type(node.ops[0]))
    if method is None:
        return None
    base = terms.reduce(node.left, scope)
    if not _may_have_methods(base):
        return None
    return "call", terms.make("call", terms.make("attr", base, method), (), ())


def _test(terms: ModuleTerms, node: ast.If | ast.While | ast.IfExp, scope: Scope) -> Found:
    """``if x:`` may run ``__bool__``."""
    return _by_builtin(terms, "bool", _tested(node), scope)


def _tested(node: ast.If | ast.While | ast.IfExp) -> ast.expr:
    test = node.test
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test = test.operand
    return test


def _show(terms: ModuleTerms, node: ast.FormattedValue, scope: Scope) -> Found:
    """``f"{x}"`` may run ``__str__``."""
    return _by_builtin(terms, "repr" if node.conversion == ord("r") else "str", node.value, scope)


def _by_builtin(terms: ModuleTerms, name: str, expr: ast.expr, scope: Scope) -> Found:
    """What *expr* runs as if the builtin function *name* were called with it."""
    if not isinstance(expr, (ast.Name, ast.Attribute)):
        return None
    base = terms.reduce(expr, scope)
    if not _may_have_methods(base):
        return None
    return "call", terms.make("call", terms.make("from", "builtins", name), (base,), ())


def _match(terms: ModuleTerms, node: ast.MatchClass, scope: Scope) -> Found:
    """``case Thing(size=1)`` reads an attribute."""
    if not node.kwd_attrs:
        return None
    subject = terms.annotation(node.cls, scope)
    return None if subject is UNKNOWN else ("get", terms.make("attr", subject, node.kwd_attrs[0]))


def _unpack(terms: ModuleTerms, node: ast.Assign, scope: Scope) -> Found:
    """``a, b = x`` goes over x."""
    if not any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets):
        return None
    term = terms.reduce(node.value, scope)
    return None if term is UNKNOWN or term[0] in _PLAIN else ("iterate", term)


def _may_have_methods(base: Term) -> bool:
    is_known = base is not UNKNOWN and base[0] not in _WITHOUT_METHODS
    return is_known or _is_variable(base)


def _is_variable(term: Term) -> bool:
    """A global name in lower case: classes and type aliases are subscripted in annotations."""
    return term[0] in ("from", "global") and term[-1][:1].islower()


_FEW = 5
_NAME_LENGTH = 40
_DECIDING = (ast.If, ast.While, ast.IfExp, ast.BoolOp)
_LOOPS = (ast.While, ast.For, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SUBMITTING = ("submit", "map")
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "__eq__", ast.NotEq: "__eq__", ast.Lt: "__lt__", ast.LtE: "__le__", ast.Gt: "__gt__",
    ast.GtE: "__ge__",
}  # fmt: skip
_SUBSCRIPTS: dict[type[ast.expr_context], SiteKind] = {
    ast.Load: "look up",
    ast.Store: "store",
    ast.Del: "delete",
}
_PLAIN = frozenset({"const", "text", "none", "list", "set", "dict", "tuple", "function", "class"})
_WITHOUT_GETTERS = _PLAIN | {"module", "from"}
_WITHOUT_METHODS = _WITHOUT_GETTERS | {"global"}
_STEPS: dict[type[ast.AST], Callable[[ModuleTerms, Any, Scope], Found]] = {
    ast.Call: _call,
    ast.withitem: _enter,
    ast.For: _iterate,
    ast.comprehension: _iterate,
    ast.YieldFrom: _spread,
    ast.Starred: _spread,
    ast.Attribute: _get,
    ast.BinOp: _operate,
    ast.Subscript: _look_up,
    ast.Compare: _compare,
    ast.If: _test,
    ast.While: _test,
    ast.IfExp: _test,
    ast.FormattedValue: _show,
    ast.Assign: _unpack,
    ast.MatchClass: _match,
}
SITE_NODES = frozenset(_STEPS)
