"""Functions that ask tables of a database and change them depending on the answer.

``if self.get(name): raise``, ``INSERT INTO jobs``; ``if row["generation"] != known: raise``, ``UPDATE jobs``;
``port = free(self.list())``, ``self.update(name, port=port)``; a list is gone through for what forbids a
``DELETE``. On the event loop the function runs through before another does, so that it is one step. In
threads two of them ask first, and both change: two rows of one name, or a change that is lost. Where a
lock is held, a transaction shuts others out from its start, or the statement makes the same condition
itself, it stays one step in threads, too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import At, end_of, start_of
from flake8_asyncpitfalls.analyses.deciding_tests import Test, false_in
from flake8_asyncpitfalls.analyses.entry_keys import WHOLE
from flake8_asyncpitfalls.analyses.function_steps import SERVICE, FunctionSteps, Use
from flake8_asyncpitfalls.analyses.service_answers import about_one
from flake8_asyncpitfalls.analyses.shared_state import is_locked, may_be_in_several_tasks
from flake8_asyncpitfalls.analyses.state_accesses import Access, Held
from flake8_asyncpitfalls.analyses.store_works import (
    DELETE,
    INSERT,
    NOTHING,
    UPDATE,
    UPSERT,
    Change,
    StoreWorks,
    Work,
    sql_of,
)
from flake8_asyncpitfalls.analyses.thread_affinity import locks_around
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    is_nothing,
    place_in,
    statement_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_PLACE = (SERVICE, "tables of a database")
_DATABASE = "database"
_DEPTH, _MOST_READS = 5, 40
_LEAVING = (ast.Raise, ast.Return)


def is_step_of_store(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls is such a step, or *call* is in one of its coroutine."""
    if _DATABASE not in model.effects_at(call):
        return False
    return decides_in_store(model, call) or divides_store_step(model, call)


def decides_in_store(model: SemanticModel, call: ast.Call) -> bool:
    """Whether what *call* calls asks tables and changes them depending on the answer, in one step."""
    if _DATABASE not in model.effects_at(call):
        return False
    scope = model.scope_of(call)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return False
    steps = model.analysis(_StoreSteps)
    called = model.analysis(StoreWorks).called(call, model.summary_of(scope.node))
    return any(
        steps.has_step(option.summary, _DEPTH) for option in called
    ) and may_be_in_several_tasks(scope, model)


def divides_store_step(
    model: SemanticModel, call: ast.Call, moved: Sequence[ast.stmt] = ()
) -> bool:
    """Whether a wait at *call*, of a coroutine, comes into such a step that the coroutine itself is.

    Two threads part what is *moved* into one as well.
    """
    scope = model.scope_of(call)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return False
    start, end = start_of(moved[0] if moved else call), end_of(moved[-1] if moved else call)
    return any(
        asked < end and start <= changed
        for asked, changed in model.analysis(_StoreSteps).in_coroutine(scope)
    )


class _StoreSteps:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._works = model.analysis(StoreWorks)
        self._own: dict[FunctionSummary, bool] = {}
        self._below: dict[tuple[FunctionSummary, int], bool] = {}
        self._coroutines: dict[Scope, list[tuple[At, At]]] = {}

    def in_coroutine(self, scope: Scope) -> list[tuple[At, At]]:
        """From when to when the coroutine *scope* is in such steps, in which it does not wait as it is."""
        found = self._coroutines.get(scope)
        if found is None:
            calls = scope.of_type(ast.Call)
            asking = [call for call in calls if _DATABASE in self._model.effects_at(call)]
            steps = [
                (start_of(read.node), end_of(write.node))
                for read, write in self._of_coroutine(scope, asking)
                if not is_locked(write.node, self._model)
            ]
            several = bool(steps) and may_be_in_several_tasks(scope, self._model)
            found = self._coroutines[scope] = steps if several else []
        return found

    def _of_coroutine(self, scope: Scope, asking: Sequence[ast.Call]) -> Iterator[tuple[Use, Use]]:
        if len(asking) > 1:
            assert isinstance(scope.node, ast.AsyncFunctionDef)
            yield from self._steps(self._model.summary_of(scope.node))

    def has_step(self, function: FunctionSummary, depth: int) -> bool:
        """Whether *function*, or at most *depth* calls down one that no lock is held for, is such a step."""
        known = self._below.get((function, depth))
        if known is None:
            held = Held()
            function.module.hold(held)
            known = self._below[function, depth] = self._is_step(function) or (
                depth > 0 and self._is_step_below(function, depth - 1)
            )
        return known

    def _is_step_below(self, function: FunctionSummary, depth: int) -> bool:
        parents = function.module.terms.parents
        return any(
            self.has_step(option.summary, depth)
            for call, work in self._works.of_calls(function).items()
            if work.asks and work.changes and not locks_around(call, parents)
            for option in self._works.called(call, function)
        )

    def _is_step(self, function: FunctionSummary) -> bool:
        if function not in self._own:
            self._own[function] = any(True for _ in self._steps(function))
        return self._own[function]

    def _steps(self, function: FunctionSummary) -> Iterator[tuple[Use, Use]]:
        works = self._works.of_calls(function)
        asks = [work for work in works.values() if work.asks]
        changes = [work for work in works.values() if work.changes]
        if asks and changes and not any(work.shuts_out for work in works.values()):
            yield from _Steps(function, self._model, works).in_tables()


class _Steps(FunctionSteps):
    """Finds the steps of one function."""

    def __init__(
        self, function: FunctionSummary, model: SemanticModel, works: Mapping[ast.Call, Work]
    ) -> None:
        self._works = works
        super().__init__(function, model, (), _uses(works))

    def in_tables(self) -> Iterator[tuple[Use, Use]]:
        """What asks tables first, with what then changes them depending on the answer."""
        for write in self._writes:
            tests: list[Test] | None = None
            for read in self._before(write)[-_MOST_READS:]:
                if read.node is write.node or self._is_under_lock(read, write):
                    continue
                if _is_told_which(read.node) and not about_one(read.node, write.node):
                    continue
                if tests is None:
                    tests = [*self._tests(write.node)]
                if self._rests_on(read, write, tests):
                    yield read, write

    def _is_under_lock(self, read: Use, write: Use) -> bool:
        around = locks_around(read.node, self.parents)
        return not around.isdisjoint(locks_around(write.node, self.parents))

    def _rests_on(self, read: Use, write: Use, tests: list[Test]) -> bool:
        asking = self._work(read)
        # Who changes a table has done a step of its own: what it gives tells nothing of the state.
        asked = asking.asks - {change.table for change in asking.changes}
        for change in self._work(write).changes:
            if change.table in asked:
                if self._decides_change(read, change, tests) or (
                    change.how in (UPDATE, UPSERT, INSERT) and self._is_made_of(read, write)
                ):
                    return True
            elif change.how != DELETE:
                continue
            if asked and self._is_forbidden(read, write):
                return True
        return False

    def _work(self, use: Use) -> Work:
        return self._works.get(use.node, NOTHING) if isinstance(use.node, ast.Call) else NOTHING

    def _decides_change(self, read: Use, change: Change, tests: list[Test]) -> bool:
        """Whether one of *tests* of what is read decides that *change* is done, which does not test it."""
        for test, is_true in tests:
            if change.how == INSERT:
                if any(self._is_of(read, [one]) for one in false_in(test, is_true, perhaps=True)):
                    return True
            elif change.how in (UPDATE, DELETE):
                for part in _states(test):
                    named = _named(part) & change.columns
                    if named and not named & change.asked and self._is_of(read, [part]):
                        return True
        return False

    def _is_made_of(self, read: Use, write: Use) -> bool:
        """Whether *write* puts there what is worked out from what is read: more than the key of a row."""
        assert isinstance(write.node, ast.Call)
        return any(
            self._is_of(read, [one]) and self._is_worked_out(one, read)
            for one in self._given(write.node)
        )

    def _given(self, call: ast.Call) -> list[ast.expr]:
        """What *call* puts there: of a statement's own parameters those before its condition."""
        sql = sql_of(call, self._function)
        if not sql:
            return arguments_of(call)
        given = call.args[1] if len(call.args) > 1 else None
        if not isinstance(given, (ast.Tuple, ast.List)):
            return []
        return given.elts[: sql.upper().partition("WHERE")[0].count("?")]

    def _is_worked_out(self, expr: ast.expr, read: Use) -> bool:
        """Whether *expr* is no mere part of an answer."""
        if isinstance(expr, ast.Name):
            bound = self._terms.table(self._scope).by_name.get(expr.id, ())
            values = [one.value for one in bound if isinstance(one.value, ast.expr)]
            return any(
                self._is_of(read, [one]) and not _is_part(one) and one is not read.node
                for one in values
            ) and all(one.kind in ("assign", "annotated") for one in bound)
        return not _is_part(expr)

    def _is_forbidden(self, read: Use, write: Use) -> bool:
        """Whether what is read, gone through, forbids *write*: what is before that would raise."""
        stmt = statement_of(write.node, self.parents)
        child: ast.AST = stmt
        while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
            parent = self.parents[child]
            place = place_in(child, parent) if isinstance(child, ast.stmt) else None
            for before in getattr(parent, place[0])[: place[1]] if place else ():
                if self._forbids(before, read):
                    return True
            child = parent
        return False

    def _forbids(self, stmt: ast.stmt, read: Use) -> bool:
        """Whether *stmt* raises for a row of what is read, itself or in what it calls."""
        match stmt:
            case ast.Expr(value=ast.Call() as call):
                called = self._model.analysis(StoreWorks).called(call, self._function)
                loops = (one for o in called for one in o.summary.scope.of_type(ast.For))
                return call is read.node and any(map(_raises, loops))
            case ast.For(iter=rows, body=body):
                leaving = (node for node in walk_code(body) if isinstance(node, _LEAVING))
                return self._is_of(read, [rows]) and any(True for _ in leaving)
            case ast.If(test=ast.Call(func=ast.Name(id="any")) as test, body=[*_, last]):
                return isinstance(last, _LEAVING) and self._is_of(read, [test])
        return False


def _uses(works: Mapping[ast.Call, Work]) -> Iterator[Use]:
    for call, work in works.items():
        if work.asks:
            yield Use(call, Access(_PLACE, WHOLE), start_of(call))
        if work.changes:
            yield Use(call, Access(_PLACE, WHOLE, True, adds=True), end_of(call))


def _raises(loop: ast.For) -> bool:
    return any(isinstance(node, ast.Raise) for node in walk_code(loop.body))


def _is_told_which(asked: ast.expr) -> bool:
    """Whether the call *asked* is told about which rows it is, by a variable."""
    return isinstance(asked, ast.Call) and any(
        isinstance(node, ast.Name) for arg in arguments_of(asked) for node in ast.walk(arg)
    )


def _states(test: ast.expr) -> Iterator[ast.expr]:
    """The parts of *test* that look at more than whether something is there."""
    for node in walk_code([test]):
        match node:
            case ast.Compare(comparators=[*others]) if not any(map(is_nothing, others)):
                yield node
            case ast.Subscript(slice=ast.Constant(value=str())) | ast.Attribute():
                yield node


def _named(part: ast.expr) -> set[str]:
    """The columns that *part* looks at."""
    found = set()
    for node in ast.walk(part):
        match node:
            case ast.Attribute(attr=name):
                found.add(name)
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                found.add(name)
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_]):
                found.add(name)
    return found


def _is_part(expr: ast.expr) -> bool:
    """Whether *expr* is a variable, or a part of one."""
    while isinstance(expr, (ast.Attribute, ast.Subscript)):
        expr = expr.value
    return isinstance(expr, ast.Name)
