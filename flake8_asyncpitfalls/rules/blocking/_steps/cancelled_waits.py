"""What a cancellation does that arrives in a new wait, where none could arrive before.

The coroutine leaves at once: its handlers and its clean-up run, and those of the functions of this file
that await it. A thread goes on all the same, so that they would delete a file, or close a connection,
that it still works with. And a handler that does again, or records as not done, what the code before the
wait has done is no longer right: ``await send(message); note(message)`` under
``except CancelledError: queue.put_nowait(message)``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.code_times import At, end_of, start_of
from flake8_asyncpitfalls.analyses.passed_arguments import by_place_and_name
from flake8_asyncpitfalls.edit import (
    Offload,
    OffloadExpression,
    OffloadToLoop,
    ReplaceCallee,
    RunInThread,
)
from flake8_asyncpitfalls.rules.blocking._steps.worked_on import (
    bound_by,
    cleaned_up,
    given_in,
    made_from,
    names_in,
    recorded,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code, ways_through
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, place_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.finding import Fix
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_CALLERS = 2
"""How many functions up a cancellation is followed."""
_PROCESSES = ("asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell")
_GOING_ON = frozenset({"end", "continue"})
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_HTTP = "http"
_ANY = ""
"""Stands for whatever is awaited."""
_NONE: frozenset[str] = frozenset()


class _Wait(NamedTuple):
    """A wait at *node*, for all up to *end*.

    *used* is what goes on meanwhile works with, *objects* what of it is the same object, and no path in
    it or text of it; *done* is what was awaited before. *given* is what it gives in the end: when it is
    cancelled, nobody has that.
    """

    node: ast.expr | ast.stmt
    end: At
    used: frozenset[str]
    objects: frozenset[str]
    done: frozenset[str] = _NONE
    given: frozenset[str] = _NONE


def goes_on(fix: Fix) -> bool:
    """Whether what *fix* waits for goes on after a cancellation: a thread, or a process."""
    return any(
        isinstance(edit, (Offload, OffloadExpression, OffloadToLoop, RunInThread))
        or (isinstance(edit, ReplaceCallee) and edit.qualified_name in _PROCESSES)
        for edit in fix.edits
    )


def cleaned_up_around(
    call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel
) -> ast.stmt | None:
    """The innermost statement that cleans up what *call*, or what is *moved* with it, still works with.

    None if none does. One that waits for nothing else may go to the thread as a whole.
    """
    wait = model.analysis(_Waits).at(call, moved)
    return next(_cleaning(wait, model, _CALLERS), None)


def is_done_again(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a handler of cancellations does again what was done before *call*, or takes it back."""
    return _is_done_again(model.analysis(_Waits).at(call, moved), model, _CALLERS)


def makings_of_cleaned(moved: Sequence[ast.stmt], model: SemanticModel) -> list[ast.AST]:
    """What makes, outside of *moved*, what a ``finally`` in it cleans up: statements, or parameters.

    A thread that is cancelled before it begins never comes to that ``finally``.
    """
    return model.analysis(_Waits).makings(moved) if moved else []


class _Waits:
    """The new waits of one file: a block that is to move is the same for all calls in it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._moved: dict[tuple[Scope, tuple[ast.stmt, ...]], _Wait] = {}
        self._makings: dict[tuple[Scope, tuple[ast.stmt, ...]], list[ast.AST]] = {}
        self._calls: dict[ast.Call, _Wait] = {}
        self._bound: dict[ast.stmt, frozenset[str]] = {}

    def at(self, call: ast.Call, moved: Sequence[ast.stmt]) -> _Wait:
        """The wait for *call*, or for what is *moved* with it."""
        if not moved:
            if call not in self._calls:
                self._calls[call] = self._at_call(call)
            return self._calls[call]
        key = self._model.scope_of(call), tuple(moved)
        if key not in self._moved:
            names = names_in(moved, self._model)
            self._moved[key] = self._wait(moved[0], moved, names, names, call)
        return self._moved[key]

    def makings(self, moved: Sequence[ast.stmt]) -> list[ast.AST]:
        """What makes, outside of *moved*, what a ``finally`` in it cleans up."""
        scope = self._model.scope_of(moved[0])
        key = scope, tuple(moved)
        if key not in self._makings:
            names = self._model.analysis(_Names)
            tries = (n for n in walk_code(moved) if isinstance(n, (ast.Try, ast.TryStar)))
            cleaned = _NONE.union(*(names.cleaned(stmt) for stmt in tries if stmt.finalbody))
            table = self._model.terms.table(scope)
            self._makings[key] = [
                one.node if isinstance(one.node, ast.arg) else self._model.statement_of(one.node)
                for name in sorted(cleaned - bound_by(moved) if cleaned else ())
                for one in table.by_name.get(name, ())
            ]
        return self._makings[key]

    def _at_call(self, call: ast.Call) -> _Wait:
        # Clients of HTTP are made for many threads, and what they still wait for does not disturb them.
        is_http = self._model.effects_at(call).keys() == {_HTTP}
        parts = [*([] if is_http else [call.func]), *arguments_of(call)]
        names, given = names_in(parts, self._model), given_in(parts, self._model)
        return self._wait(call, [self._model.statement_of(call)], names, given, call)

    def _wait(
        self, node: ast.expr | ast.stmt, around: Sequence[ast.stmt], names: frozenset[str],
        objects: frozenset[str], call: ast.Call,
    ) -> _Wait:  # fmt: skip
        used = made_from(names, call, self._model)
        objects = made_from(objects, call, self._model, with_texts=False)
        given = _NONE.union(*map(self._bound_by, around))
        return _Wait(node, end_of(around[-1]), used, objects, given=given)

    def _bound_by(self, stmt: ast.stmt) -> frozenset[str]:
        if stmt not in self._bound:
            self._bound[stmt] = bound_by([stmt])
        return self._bound[stmt]


def _cleaning(wait: _Wait, model: SemanticModel, callers: int) -> Iterator[ast.stmt]:
    """The statements that clean up what the wait is about, from the inside out."""
    names = model.analysis(_Names)
    for child, stmt in _around(wait.node, model):
        for later in _tries_after(child, stmt):
            if start_of(later) > wait.end and names.cleaned(later) & wait.given:
                yield model.statement_of(stmt)
        if isinstance(stmt, (ast.With, ast.AsyncWith)) and child in stmt.body:
            if names.is_bound(stmt, wait):
                yield stmt
        elif isinstance(stmt, (ast.Try, ast.TryStar)):
            if child not in stmt.finalbody and names.cleaned(stmt) & (wait.used | wait.given):
                yield stmt
            handler = _handler_of(stmt, model) if child in stmt.body else None
            if handler is not None and names.handled(handler) & wait.used:
                yield stmt
    for further in _awaited(wait, model) if callers else ():
        yield from _cleaning(further, model, callers - 1)


def _is_done_again(wait: _Wait, model: SemanticModel, callers: int) -> bool:
    names, at = model.analysis(_Names), end_of(wait.node)
    loops: list[ast.AST] = []
    for child, stmt in _around(wait.node, model):
        if isinstance(stmt, _LOOPS) and child in stmt.body:
            loops.append(stmt)
        if not isinstance(stmt, (ast.Try, ast.TryStar)) or child not in stmt.body:
            continue
        handler = _handler_of(stmt, model)
        if handler is None:
            continue
        done = {name for name in names.recorded(handler) if name in wait.done}
        for name in names.recorded(handler) - done:
            if names.is_awaited(name, stmt, at, loops):
                done.add(name)
        is_begun = bool(wait.done) or names.is_awaited(_ANY, stmt, at, loops)
        if done or (is_begun and _is_tried_again(stmt, handler, model)):
            return True
    if not wait.done and names.is_awaited(_ANY, model.scope_of(wait.node).node, at, loops):
        wait = wait._replace(done=frozenset({_ANY}))
    return callers > 0 and any(
        _is_done_again(one, model, callers - 1) for one in _awaited(wait, model)
    )


def _around(node: ast.AST, model: SemanticModel) -> Iterator[tuple[ast.AST, ast.AST]]:
    """What stands around *node* in its function, from the inside out, each behind the part of it."""
    child, parent = node, model.parent(node)
    yield child, parent
    while not isinstance(parent, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        child, parent = parent, model.parent(parent)
        yield child, parent


def _tries_after(child: ast.AST, parent: ast.AST) -> Iterator[ast.Try | ast.TryStar]:
    """The ``try`` behind *child* in its block, with but one statement between them."""
    place = place_in(child, parent)
    if place is not None:
        name, at = place
        for stmt in getattr(parent, name)[at + 1 : at + 3]:
            if isinstance(stmt, (ast.Try, ast.TryStar)):
                yield stmt


def _handler_of(stmt: ast.Try | ast.TryStar, model: SemanticModel) -> ast.ExceptHandler | None:
    """The handler of *stmt* that cancellations come to."""
    return next((one for one in stmt.handlers if catches_cancellation(one, model)), None)


def _is_tried_again(
    stmt: ast.Try | ast.TryStar, handler: ast.ExceptHandler, model: SemanticModel
) -> bool:
    """Whether a loop around *stmt* goes on after *handler*."""
    is_in_loop = any(
        isinstance(parent, _LOOPS) and child in parent.body
        for child, parent in _around(stmt, model)
    )
    return is_in_loop and bool(_GOING_ON & ways_through(handler.body, lambda _: False).keys())


def _awaited(wait: _Wait, model: SemanticModel) -> Iterator[_Wait]:
    """Where functions of this file await the function of *wait*, with what it is given there."""
    scope = model.scope_of(wait.node)
    if not isinstance(scope.node, ast.AsyncFunctionDef):
        return
    for func in [
        *model.uses.mentions(scope.name, model.terms.root),
        *model.uses.attributes(scope.name),
    ]:
        call = model.parent(func)
        if not isinstance(call, ast.Call) or call.func is not func:
            continue
        function = model.value_of(func)
        if not isinstance(model.parent(call), ast.Await) or not isinstance(function, FunctionValue):
            continue
        if function.summary is model.summary_of(scope.node):
            given = dict(by_place_and_name(function, call))
            used, objects = (
                made_from(
                    names_in([expr for name, expr in given.items() if name in names], model),
                    call,
                    model,
                    with_texts=names is wait.used,
                )
                for names in (wait.used, wait.objects)
            )
            done = names_in(arguments_of(call), model) if wait.done else _NONE
            yield _Wait(call, end_of(call), used, objects, done)


class _Names:
    """What statements of one file work on when they are left, and what they have awaited."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._worked: dict[ast.AST, frozenset[str]] = {}
        self._recorded: dict[ast.AST, frozenset[str]] = {}
        self._awaits: dict[ast.AST, dict[str, At]] = {}

    def is_bound(self, stmt: ast.With | ast.AsyncWith, wait: _Wait) -> bool:
        """Whether *stmt* takes back at its end what *wait* works with."""
        return any(
            name.id in (wait.used if self._is_place(item, name) else wait.objects)
            for item in stmt.items
            if item.optional_vars is not None
            for name in ast.walk(item.optional_vars)
            if isinstance(name, ast.Name)
        )

    def _is_place(self, item: ast.withitem, name: ast.Name) -> bool:
        """Whether *name* is a file or folder that is there as long as *item* is entered."""
        made = item.context_expr
        if isinstance(made, ast.Call) and "tempfile." in self._model.name_of(made.func):
            return True
        return self._model.is_instance(name, "pathlib.PurePath", "builtins.str")

    def cleaned(self, stmt: ast.Try | ast.TryStar) -> frozenset[str]:
        """What the ``finally`` of *stmt* works on."""
        if stmt not in self._worked:
            self._worked[stmt] = cleaned_up(stmt.finalbody, self._model, is_assigning=False)
        return self._worked[stmt]

    def handled(self, handler: ast.ExceptHandler) -> frozenset[str]:
        """What *handler* works on."""
        if handler not in self._worked:
            works = cleaned_up(handler.body, self._model, is_assigning=True)
            self._worked[handler] = works - {handler.name or ""}
        return self._worked[handler]

    def recorded(self, handler: ast.ExceptHandler) -> frozenset[str]:
        """What *handler* gives to functions, or sets: who closes an object does nothing again."""
        if handler not in self._recorded:
            self._recorded[handler] = recorded(handler.body, self._model) - {handler.name or ""}
        return self._recorded[handler]

    def is_awaited(self, name: str, stmt: ast.AST, at: At, loops: Sequence[ast.AST]) -> bool:
        """Whether a call in *stmt* that is given *name* is awaited before *at*, or in one of *loops*.

        In a loop, those of the round before are.
        """
        first = self._first_awaits(stmt).get(name)
        return (first is not None and first <= at) or any(
            name in self._first_awaits(loop) for loop in loops
        )

    def _first_awaits(self, stmt: ast.AST) -> dict[str, At]:
        """When what a variable holds is first given to a call that *stmt* awaits, at its end."""
        if stmt not in self._awaits:
            first = self._awaits[stmt] = {}
            body = (
                stmt.body if isinstance(stmt, (*FUNCTION_TYPES, ast.Try, ast.TryStar)) else [stmt]
            )
            for node in suspensions(body):
                if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
                    given = names_in(arguments_of(node.value), self._model)
                    for name in (_ANY, *given):
                        first.setdefault(name, end_of(node))
        return self._awaits[stmt]
