"""The branches of a function: the tests that guard each of its places, as data.

What a call passes, or the fact that a loop runs, can then rule a place out without the syntax tree:
``get(sync=False)`` never enters ``if sync:``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Scope
from flake8_asyncpitfalls.semantics.source.control_flow import can_complete
from flake8_asyncpitfalls.semantics.source.node_fields import walked
from flake8_asyncpitfalls.semantics.summaries.loop_questions import RUNNING
from flake8_asyncpitfalls.semantics.summaries.predicate import ELSEWHERE, Guard, Guards, called
from flake8_asyncpitfalls.semantics.summaries.predicate_reader import (
    ON_LOOP,
    UNDECIDED,
    PredicateReader,
)
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

BRANCH = 2
"""How much a branch weighs that is taken only if its test comes out so."""
EXIT = 1
"""How much a ``return`` weighs that a test before the place may have taken."""

_STARTING = frozenset({"run", "run_forever", "run_until_complete"})
_FAILURES = frozenset({"RuntimeError", "Exception", "BaseException"})
_DEBUGGING = BRANCH * 3
"""How much a branch weighs that is only for whoever looks for a mistake: more than any way may."""
_MOST_GUARDS = 64
_NEVER: Guard = (("const", False), True, 0)
_WHO_RUNS = frozenset({"current_thread", "get_ident", "get_native_id"})
_SWITCHES = frozenset({
    "debug", "debugging", "log", "logging", "logs", "trace", "tracing", "verbose",
})  # fmt: skip


class PathConditions:
    """Answers for the places of one scope which tests guard them."""

    def __init__(self, terms: ModuleTerms, scope: Scope) -> None:
        self.terms = terms
        self.scope = scope
        self.tests = PredicateReader(terms, scope)
        self._guards: dict[ast.AST, Guards] = {}
        self._guard(scope.body, ())

    def guards_of(self, node: ast.AST) -> Guards:
        """The tests that must come out so for *node* to be evaluated."""
        inner: list[Guard] = []
        parents = self.terms.parents
        while not isinstance(node, ast.stmt):
            child, node = node, parents[node]
            if isinstance(node, ast.IfExp) and child is not node.test:
                inner.append((self.tests.read(node.test), child is node.body, BRANCH))
            elif isinstance(node, ast.BoolOp):
                inner.extend(self._passed_over(node, child))
            elif isinstance(node, (ast.Lambda, ast.Module)):
                return _merged(inner)
        return _merged([*self._guards.get(node, ()), *inner])

    def _passed_over(self, expr: ast.BoolOp, operand: ast.AST) -> Iterator[Guard]:
        """How the operands before *operand* came out when it is evaluated; of very many, the first."""
        weight = BRANCH
        for value in expr.values[:_MOST_GUARDS]:
            if value is operand:
                return
            yield self.tests.read(value), isinstance(expr.op, ast.And), weight
            weight = 0

    def _guard(self, body: Sequence[ast.stmt], guards: Guards) -> bool:
        """Note the guards of each statement; say whether the end of *body* can be reached."""
        is_reached = True
        for stmt in body:
            self._guards[stmt] = guards
            after = self._guard_statement(stmt, guards)
            is_reached &= after is not None
            guards = _with(guards, _NEVER) if after is None else after
        return is_reached

    def _guard_statement(self, stmt: ast.stmt, guards: Guards) -> Guards | None:
        """The guards of what follows *stmt*; None when nothing can."""
        if isinstance(stmt, (ast.Return, ast.Raise, ast.Break, ast.Continue)):
            return None
        if isinstance(stmt, ast.If):
            return self._guard_if(stmt, guards)
        if isinstance(stmt, ast.Try):
            return self._guard_try(stmt, guards)
        self._guard_inside(stmt, guards)
        is_endless = isinstance(stmt, ast.While) and not can_complete([stmt])
        return None if is_endless else guards

    def _guard_inside(self, stmt: ast.stmt, guards: Guards) -> None:
        if isinstance(stmt, (*FUNCTION_TYPES, ast.ClassDef)):
            return
        for name in ("body", "orelse"):
            inner = getattr(stmt, name, None)
            if isinstance(inner, list):
                self._guard(inner, guards)
        for case in getattr(stmt, "cases", ()):
            self._guard(case.body, _with(guards, (UNDECIDED, True, BRANCH)))

    def _guard_if(self, stmt: ast.If, guards: Guards) -> Guards | None:
        """The guards of what follows *stmt*; None when nothing can."""
        test = self.tests.read(stmt.test)
        weights = _weights(stmt.test)
        if _asks_who_runs(stmt):
            weights = self._elsewhere(stmt.test, weights)
        child = self.tests.child_outcome(stmt.test)
        if child is not None:
            weights = {**weights, child: ELSEWHERE}
        then = self._guard(stmt.body, _with(guards, (test, True, weights[True])))
        orelse = self._guard(stmt.orelse, _with(guards, (test, False, weights[False])))
        if not then and not orelse:
            return None
        if then is orelse:
            return guards
        leaving = stmt.orelse if then else stmt.body
        weight = EXIT if isinstance(leaving[-1], ast.Return) else 0
        weight = weights[then] if weights[then] > BRANCH else weight
        if test is UNDECIDED and not weight:
            return guards
        return _with(guards, (test, then, weight))

    def _elsewhere(self, test: ast.expr, weights: dict[bool, int]) -> dict[bool, int]:
        """Weights where *test* asks whether a thread lives, or which thread this is.

        Work that goes to a thread that lives is done here before it starts, and after it has ended:
        when nothing else runs.
        """
        if isinstance(test, ast.Name):
            value = self.tests.only_value(test)
            test = test if value is None else value
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            inner = self._elsewhere(test.operand, {True: weights[False], False: weights[True]})
            return {True: inner[False], False: inner[True]}
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            is_asked = any(
                self._elsewhere(value, weights)[False] == ELSEWHERE for value in test.values
            )
            return {**weights, False: ELSEWHERE} if is_asked else weights
        if isinstance(test, ast.Compare):
            names = {called(node) for node in walked(test) if isinstance(node, ast.Call)}
            return dict.fromkeys(weights, ELSEWHERE) if names & _WHO_RUNS else weights
        is_alive = isinstance(test, ast.Call) and called(test) == "is_alive" and not test.args
        return {**weights, False: ELSEWHERE} if is_alive else weights

    def _guard_try(self, stmt: ast.Try, guards: Guards) -> Guards | None:
        """Where the running loop is asked for, the handlers are for the answer that there is none.

        Nothing is certain of a body that starts a loop where its failure is handled.
        """
        names = _called_in(stmt)
        is_question = not RUNNING.isdisjoint(names)
        handled: Guard = (ON_LOOP, False, BRANCH) if is_question else (UNDECIDED, True, BRANCH)
        is_tried = not _STARTING.isdisjoint(names) and any(map(_catches_failure, stmt.handlers))
        inside = _with(guards, (UNDECIDED, True, BRANCH)) if is_tried else guards
        then = self._guard(stmt.body, inside) and self._guard(stmt.orelse, guards)
        ends = [self._guard(handler.body, _with(guards, handled)) for handler in stmt.handlers]
        if not self._guard(stmt.finalbody, guards) or not (then or any(ends)):
            return None
        return guards if then else _with(guards, handled)


def _with(guards: Guards, guard: Guard) -> Guards:
    """*guards* and one more. Where there are very many, what the others would decide only weighs.

    (Each place has its own: where a thousand tests leave a function early they would be a million.)
    """
    if len(guards) < _MOST_GUARDS or guard[0] is UNDECIDED or guard is _NEVER:
        return _merged([*guards, guard])
    return _merged([*guards, (UNDECIDED, True, guard[2])])


def _merged(guards: list[Guard]) -> Guards:
    """The same in fewer words: tests that nothing can decide only weigh."""
    decidable = [guard for guard in dict.fromkeys(guards) if guard[0] is not UNDECIDED]
    weight = sum(guard[2] for guard in guards if guard[0] is UNDECIDED)
    return (*decidable, (UNDECIDED, True, weight)) if weight else tuple(decidable)


def _weights(test: ast.expr) -> dict[bool, int]:
    """The weight of each outcome of *test*: ``if debug:`` is for debugging, its ``else`` is not."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _weights(test.operand)
        return {True: inner[False], False: inner[True]}
    is_switch = any(map(_is_switch, walked(test)))
    return {True: _DEBUGGING if is_switch else BRANCH, False: BRANCH}


def _asks_who_runs(stmt: ast.If) -> bool:
    """Whether *stmt* chooses between handing work to a thread and doing it here."""
    is_leaving = not can_complete(stmt.body)
    return bool(stmt.orelse) or is_leaving


def _is_switch(node: ast.AST) -> bool:
    name = getattr(node, "id", None) or getattr(node, "attr", None)
    return isinstance(name, str) and not _SWITCHES.isdisjoint(name.lower().split("_"))


def _called_in(stmt: ast.Try) -> set[str]:
    """The last names of all that the body of the ``try`` calls."""
    return {
        called(node) for inner in stmt.body for node in walked(inner) if isinstance(node, ast.Call)
    }


def _catches_failure(handler: ast.ExceptHandler) -> bool:
    """Whether *handler* may be for what is raised where a loop runs already."""
    return handler.type is None or any(
        isinstance(node, ast.Name) and node.id in _FAILURES for node in walked(handler.type)
    )
