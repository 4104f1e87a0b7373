"""Whether running code lets other tasks run meanwhile.

Awaiting a coroutine does not by itself: one whose function awaits nothing, or only such coroutines,
is run to its end before any other task gets its turn. A queue without a bound takes what it is given
at once: https://docs.python.org/3/library/asyncio-queue.html.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

    _Waiting: TypeAlias = ast.Await | ast.AsyncWith
    _WithBody: TypeAlias = ast.With | ast.For | ast.While | ast.Try | ast.ExceptHandler

_SUSPENDING = (ast.Await, ast.AsyncWith, ast.AsyncFor, ast.Yield)
_WAITING = (ast.Await, ast.AsyncWith)
_MOST = 40
"""Functions that are looked at for one question."""
_PUT = "asyncio.Queue.put"
_LOCKS = ("asyncio.Lock", "asyncio.locks.Lock")
_QUEUES = ("Queue", "LifoQueue", "PriorityQueue")


def waits_in_body(model: SemanticModel, stmt: _WithBody) -> bool:
    """Whether the body of *stmt* itself may wait, which many calls in it ask."""
    return model.analysis(_WaitingBodies).waits(stmt)


class _WaitingBodies:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[_WithBody, bool] = {}

    def waits(self, stmt: _WithBody) -> bool:
        """Whether the body of *stmt* itself may wait."""
        if stmt not in self._known:
            self._known[stmt] = any(suspensions(stmt.body))
        return self._known[stmt]


def suspension_in(
    body: Iterable[ast.AST], goes_on: Callable[[_Waiting], bool] | None = None
) -> ast.AST | None:
    """The first await, ``async with/for``, async comprehension or yield in *body*, if any.

    Nested functions, classes and lambdas are left out, and what *goes_on* says never waits.
    """
    for node in walk_code(body):
        if isinstance(node, _WAITING) and goes_on is not None and goes_on(node):
            continue
        if isinstance(node, _SUSPENDING):
            return node
        if isinstance(node, ast.comprehension) and node.is_async:
            return node.iter
    return None


def real_suspension_in(model: SemanticModel, body: Iterable[ast.AST]) -> ast.AST | None:
    """The first place in *body* where other tasks may run; awaits that certainly go on are passed over."""

    def goes_on(node: _Waiting) -> bool:
        if isinstance(node, ast.AsyncWith):
            return _enters_new_locks(node, model.value_of)
        call = node.value
        if not isinstance(call, ast.Call):
            return False
        callee = model.value_of(call.func)
        return _finds_room(model, callee, model.terms) or not _may_wait(model, callee, set())

    return suspension_in(body, goes_on)


def waits_for_others(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node*, as ``waits`` takes it, may let other tasks run: what certainly goes on does not."""
    if isinstance(node, (ast.AsyncWith, ast.AsyncFor)):
        return True
    return not all(
        isinstance(one, ast.Await)
        and (_is_put_with_room(model, one.value) or ends_at_once(model, one.value))
        for one in suspensions([node])
    )


def lets_others_run(model: SemanticModel, node: ast.AST, function: FunctionSummary) -> bool:
    """Whether other tasks may run at *node* of *function*, an ``await`` or another place that waits."""
    if not isinstance(node, ast.Await) or not isinstance(node.value, ast.Call):
        return True
    callee = model.value_in(node.value.func, function, function.scope)
    if _finds_room(model, callee, function.module.terms):
        return False
    return not _works_at_once(model, callee) or _may_wait(model, callee, set())


def _is_put_with_room(model: SemanticModel, awaited: ast.expr) -> bool:
    return isinstance(awaited, ast.Call) and _finds_room(
        model, model.value_of(awaited.func), model.terms
    )


def _finds_room(model: SemanticModel, callee: Value, terms: ModuleTerms) -> bool:
    """Whether *callee* puts into a queue, and the module, which makes queues, gives none a bound."""
    if name_of(callee) != _PUT:
        return False
    known = model.analysis(_rooms)
    if terms not in known:
        scopes = terms.root.walk()
        made = [call for scope in scopes for call in _queues_made(scope.of_type(ast.Call))]
        known[terms] = bool(made) and not any(map(_has_bound, made))
    return known[terms]


def _rooms(_: SemanticModel) -> dict[ModuleTerms, bool]:
    """By module, whether its queues have no bounds; looked at once a file that asks."""
    return {}


def _has_bound(call: ast.Call) -> bool:
    """Whether the queue that *call* makes may be full at some time."""
    sizes = [*call.args[:1], *(one.value for one in call.keywords if one.arg != "loop")]
    return any(not isinstance(size, ast.Constant) or size.value != 0 for size in sizes)


def _queues_made(calls: Iterable[ast.Call]) -> Iterator[ast.Call]:
    for call in calls:
        match call.func:
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in _QUEUES:
                yield call


def ends_at_once(model: SemanticModel, coroutine: ast.expr) -> bool:
    """Whether *coroutine* is a call of a coroutine function that works, and never lets others run.

    One that does nothing stands for another, and what it awaits may be overridden.
    """
    if not isinstance(coroutine, ast.Call):
        return False
    callee = model.value_of(coroutine.func)
    return _works_at_once(model, callee) and not _may_wait(model, callee, set())


def _works_at_once(model: SemanticModel, callee: Value) -> bool:
    """Whether *callee* is a function of calls, and none that it waits for."""
    return all(
        isinstance(option, FunctionValue) and _calls_without_waiting(model, option.summary)
        for option in options_of(callee)
    )


def _calls_without_waiting(model: SemanticModel, function: FunctionSummary) -> bool:
    scope = function.scope

    def goes_on(node: _Waiting) -> bool:
        return isinstance(node, ast.AsyncWith) and _enters_new_locks(
            node, lambda expr: model.value_in(expr, function, scope)
        )

    return bool(scope.of_type(ast.Call)) and suspension_in(scope.body, goes_on) is None


def _enters_new_locks(stmt: ast.AsyncWith, value_of: Callable[[ast.expr], Value]) -> bool:
    """Whether *stmt* holds locks that it makes itself: they are free, and taken at once."""
    return all(
        isinstance(item.context_expr, ast.Call)
        and not item.context_expr.args
        and name_of(value_of(item.context_expr.func)) in _LOCKS
        for item in stmt.items
    )


def may_wait(model: SemanticModel, callee: Value) -> bool:
    """Whether awaiting what *callee* gives may let other tasks run."""
    return _may_wait(model, callee, set())


def _may_wait(model: SemanticModel, callee: Value, seen: set[FunctionSummary]) -> bool:
    """Whether awaiting what *callee* gives may let others run."""
    return any(
        not isinstance(option, FunctionValue) or _function_may_wait(model, option, seen)
        for option in options_of(callee)
    )


def _function_may_wait(
    model: SemanticModel, function: FunctionValue, seen: set[FunctionSummary]
) -> bool:
    summary = function.summary
    if summary in seen:
        return False
    seen.add(summary)
    is_plain = summary.is_async and not summary.is_generator and not summary.decorators
    if not is_plain or function.call_kind or summary.module.is_stub or len(seen) > _MOST:
        return True
    if isinstance(function.receiver, Instance) and any(
        method.summary is not summary
        for method in model.types.implementations.of_method(summary.name, function.receiver)
    ):
        return True
    scope = summary.scope
    scope.walk_nodes()

    def value_of(expr: ast.expr) -> Value:
        return model.value_in(expr, summary, scope)

    def goes_on(node: _Waiting) -> bool:
        if isinstance(node, ast.AsyncWith):
            return _enters_new_locks(node, value_of)
        call = node.value
        if not isinstance(call, ast.Call):
            return False
        callee = value_of(call.func)
        return _finds_room(model, callee, summary.module.terms) or not _may_wait(
            model, callee, seen
        )

    return suspension_in(scope.body, goes_on) is not None
