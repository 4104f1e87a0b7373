"""Locks, queues and events that two loops use: one after the other, or side by side in threads.

Such an object is bound to the first loop in which somebody waits for it. A lock that nobody waits for
may well be taken in one loop after another; where several tasks want it, somebody waits.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.passed_arguments import passed_elsewhere, taken_by
from flake8_asyncpitfalls.rules.resources._shared_primitives import (
    SELF,
    Key,
    Place,
    SharedPrimitives,
    Use,
    Uses,
    told,
)
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.passed_arguments import Passing
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
    from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

_RUN = "asyncio.run"
_LOOPS = (ast.For, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)


def bound_by_round(call: ast.Call, coroutine: ast.Call, model: SemanticModel) -> Use | None:
    """What *coroutine* waits for and an earlier run by the same *call* has bound to its loop."""
    shared = model.analysis(SharedPrimitives)
    for key, use in shared.of_call(coroutine, shared.here(call)).items():
        if use.waits() and _is_made_before(key, call, model):
            return use
    return None


def bound_before(call: ast.Call, coroutine: ast.Call, model: SemanticModel) -> Use | None:
    """What *coroutine* waits for and a run in a statement before has bound to its own loop."""
    if not model.refers_to(call.func, _RUN):
        return None
    runs = model.analysis(_Runs)
    uses = runs.uses_of(coroutine)
    waiting = [key for key, use in uses.items() if use.waits() and _is_made_once(key, model)]
    return next((uses[key] for key in waiting if runs.is_bound_before(key, call)), None)


def used_beside(call: ast.Call, coroutine: ast.Call, model: SemanticModel) -> Use | None:
    """What *coroutine*, which *call* runs in a thread, uses together with the loop that started it.

    Nothing where something of the module speaks to a loop as threads must.
    """
    scope = model.scope_of(call)
    if scope.is_coroutine or not model.runs_in_thread(call) or not _has_own_loop(call, model):
        return None
    if model.source.mentions(b"threadsafe"):
        return None
    shared = model.analysis(SharedPrimitives)
    here = shared.here(call)
    uses, own = shared.of_call(coroutine, here), shared.coroutines_of(coroutine, here)
    threads = model.analysis(_Threads)
    for starter, given in threads.starts.get(scope, ()) if uses else ():
        others = threads.beside(starter, own)
        for key, use in uses.items():
            known = _told(key, scope, given)
            if known is None or (known[0] == "name" and not _is_made_once(known, model)):
                continue
            other = others.get(known)
            found = None if other is None else _joined(use, other)
            if found is not None:
                return found
    return None


def _joined(use: Use, other: Use) -> Use | None:
    """The object of both uses, if its class is known and one of them may wait for the other."""
    kind = other.kind or use.kind
    both = Use(other.name if other.kind else use.name, kind, use.methods | other.methods)
    return both if kind and both.may_wait() else None


def _told(key: Key, scope: Scope, given: dict[str, Key | None]) -> Key | None:
    """The *key* of the thread's function *scope* in the words of what starts the thread."""
    is_of_known = key[0] == "attribute" and key[3] != SELF
    return key if is_of_known else told(key, scope, given)


class _Threads:
    """Where this module hands its functions to threads, and what else the loop there uses.

    A module may start hundreds of threads: all of it is looked through once, not for each.
    """

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._shared = model.analysis(SharedPrimitives)
        self.starts: dict[Scope, list[tuple[Scope, dict[str, Key | None]]]] = {}
        """By the function that runs in a thread: the functions that start it, and what they give."""
        self._used_by: dict[Scope, Uses] = {}
        for starter in model.terms.root.walk():
            for call in starter.of_type(ast.Call):
                for target in model.arguments_marked(call, "offloads"):
                    self._add_start(passed_elsewhere(target, call, model), starter)

    def _add_start(self, passing: Passing, starter: Scope) -> None:
        model, shared = self._model, self._shared
        function = model.value_of(passing.func)
        if not isinstance(function, FunctionValue) or function.summary.module is not model.module:
            return
        place = Place(model.module, starter)
        pairs = taken_by(function, passing)
        given = {name: shared.key_of(expr, place) for name, expr in pairs}
        on = passing.func.value if isinstance(passing.func, ast.Attribute) else None
        given["self"] = None if on is None else shared.key_of_object(on, place)
        self.starts.setdefault(function.summary.scope, []).append((starter, given))

    def beside(self, starter: Scope, own: set[Scope]) -> Uses:
        """What the loop uses in which *starter* starts the thread, whose coroutines are *own*."""
        if starter not in self._used_by:
            self._used_by[starter] = self._uses_of(starter)
        makers = self._makers.get(starter.parent, ()) if starter.parent is not None else ()
        found = {key: use for scope, key, use in makers if scope not in own}
        return {**self._used_by[starter], **found}

    def _uses_of(self, starter: Scope) -> Uses:
        found: Uses = {}
        place = Place(self._model.module, starter)
        if starter.is_coroutine:
            found.update(self._shared.of_place(place))
        for call in starter.of_type(ast.Call):
            coroutine = _run_by(call, self._model)
            if coroutine is not None:
                found.update(self._shared.of_call(coroutine, place))
        return found

    @cached_property
    def _makers(self) -> dict[Scope, list[tuple[Scope, Key, Use]]]:
        """By class: what coroutines do with the objects of it that they make."""
        found: dict[Scope, list[tuple[Scope, Key, Use]]] = {}
        for scope in filter(lambda one: one.is_coroutine, self._model.terms.root.walk()):
            for key, use in self._shared.of_place(Place(self._model.module, scope)).items():
                variable = _variable(key)
                if key[0] != "attribute" or variable is None or variable[1] is not scope:
                    continue
                cls = getattr(key[1], "scope", None)
                if cls is not None and _is_made_once(key, self._model):
                    found.setdefault(cls, []).append((scope, (*key[:3], SELF), use))
        return found


class _Runs:
    """The statements of one file that run coroutines one after the other."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._first: dict[ast.stmt, dict[Key, tuple[int, int]]] = {}
        self._uses: dict[ast.Call, Uses] = {}

    def is_bound_before(self, key: Key, call: ast.Call) -> bool:
        """Whether ``asyncio.run`` binds the object in a statement before that of *call*, in its block."""
        own = self._model.statement_of(call)
        block = self._model.block_of(own)
        if block[0] not in self._first:
            self._first[block[0]] = self._bound_in(block)
        first = self._first[block[0]].get(key)
        return first is not None and first < (own.lineno, own.col_offset)

    def _bound_in(self, block: list[ast.stmt]) -> dict[Key, tuple[int, int]]:
        """What the statements of *block* bind to loops, with the place of the first that does."""
        first: dict[Key, tuple[int, int]] = {}
        for stmt in block:
            for coroutine in self._run_in(stmt):
                for key, use in self.uses_of(coroutine).items():
                    if use.waits():
                        first.setdefault(key, (stmt.lineno, stmt.col_offset))
        return first

    def uses_of(self, coroutine: ast.Call) -> Uses:
        """What *coroutine*, a call of this file, uses."""
        if coroutine not in self._uses:
            shared = self._model.analysis(SharedPrimitives)
            self._uses[coroutine] = shared.of_call(coroutine, shared.here(coroutine))
        return self._uses[coroutine]

    def _run_in(self, stmt: ast.stmt) -> Iterator[ast.Call]:
        for node in ast.walk(stmt) if isinstance(stmt, _SIMPLE) else ():
            if isinstance(node, ast.Call) and self._model.refers_to(node.func, _RUN):
                coroutine = _run_by(node, self._model)
                if coroutine is not None:
                    yield coroutine


def _run_by(call: ast.Call, model: SemanticModel) -> ast.Call | None:
    started = model.arguments_marked(call, "runs_loop")
    return started[0] if started and isinstance(started[0], ast.Call) else None


def _has_own_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* runs a loop that its function makes."""
    if model.refers_to(call.func, _RUN):
        return True
    loop = call.func.value if isinstance(call.func, ast.Attribute) else None
    if not isinstance(loop, ast.Name):
        return False
    bindings = model.terms.bindings_read(loop, model.scope_of(loop))
    return bool(bindings) and all(
        isinstance(binding.value, ast.Call)
        and model.refers_to(binding.value.func, "asyncio.new_event_loop")
        for binding in bindings
    )


def _is_made_before(key: Key, call: ast.Call, model: SemanticModel) -> bool:
    """Whether the object was there before the loop of statements around *call*, or its function."""
    if not _is_made_once(key, model):
        return False
    variable = _variable(key)
    if variable is None or getattr(variable[1], "kind", "") == "module":
        return True
    node = model.parent(call)
    inside: set[ast.AST] = set()
    while not isinstance(node, _FUNCTIONS):
        if isinstance(node, _LOOPS):
            inside.update(ast.walk(node))
        node = model.parent(node)
    (binding,) = _bindings(variable, model)
    return bool(inside) and binding.node not in inside


def _variable(key: Key) -> Key | None:
    """The variable that holds the object, or the object with the attribute; None for a class's."""
    while key[0] == "attribute":
        if key[3] is None or key[3] == SELF:
            return None
        key = key[3]  # type: ignore[assignment]
    return key


def _is_made_once(key: Key, model: SemanticModel) -> bool:
    """Whether the variable is bound once, and the attribute where the object is made, nowhere else."""
    if key[0] == "attribute":
        terms = key[1].module.terms  # type: ignore[attr-defined]
        stores = model.analysis(SharedPrimitives).storing(terms, str(key[2]))
        if stores - {"__init__"} or key[3] == SELF:
            return False
    variable = _variable(key)
    if variable is None:
        return True
    bindings, terms = _bindings(variable, model), _terms_of(variable, model)
    is_one = len(bindings) == 1 and bindings[0].kind in ("assign", "annotated", "param")
    shared = model.analysis(SharedPrimitives)
    return is_one and not shared.is_bound_elsewhere(terms, str(variable[2]))


def _bindings(variable: Key, model: SemanticModel) -> Sequence[Binding]:
    _, scope, name = variable
    return _terms_of(variable, model).table(scope).by_name.get(name, ())  # type: ignore[arg-type,call-overload,no-any-return]


def _terms_of(variable: Key, model: SemanticModel) -> ModuleTerms:
    return model.analysis(SharedPrimitives).home(variable[1]).terms  # type: ignore[arg-type]
