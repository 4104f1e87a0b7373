"""Objects taken out of the only place where others find them, to be ended: ``self.slots.pop(key).close()``.

As it is, who has taken one out ends it. A cancellation that arrives in a new wait before the thread has
begun, because all threads are at work or the library looks for one first, leaves an object that nobody
knows any more and nobody ends.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cancellations import catches_cancellation
from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_name
from flake8_asyncpitfalls.analyses.code_times import At, end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.shared_state import is_shared
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    is_nothing,
    last_name,
    root_name,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_TAKING = frozenset({"pop", "popitem", "popleft"})
_GIVING = frozenset({"add", "append", "appendleft", "put", "put_nowait", "setdefault"})
_MOST_TAKEN = 12
"""Of what one function takes out, the first."""
_MOST_WAITS = 8
"""Of the waits between two places, the last."""


def loses_what_was_taken(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a wait at *call* comes between the taking out of an object, and what it is taken out for."""
    later, last = (moved[0], moved[-1]) if moved else (call, call)
    if model.analysis(_Functions).is_owed(start_of(later), end_of(last), model.scope_of(call)):
        return True
    if not isinstance(model.parent(call), ast.Expr) or not _ends_something(call, model):
        return False
    functions = model.analysis(_Functions)
    return any(
        not (moved and start_of(later) <= start_of(taken) < end_of(moved[-1]))
        and not functions.is_parted(taken, later)
        and not (name and _is_cleaned_up(call, name, model))
        for name, taken in _takings(call, model)
    )


def _ends_something(call: ast.Call, model: SemanticModel) -> bool:
    """Whether it is called like what cleans up, or calls in its turn what is."""
    return is_cleaning_name(last_name(call.func)) or any(
        isinstance(option, FunctionValue)
        and not option.summary.module.is_stub
        and any(
            is_cleaning_name(last_name(inner.func))
            for inner in option.summary.scope.of_type(ast.Call)
        )
        for option in options_of(model.value_of(call.func))
    )


def _takings(call: ast.Call, model: SemanticModel) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    """What takes out the objects that *call* is about, each with the variable that then holds it."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if owner is not None and _takes(owner, model):
        yield "", owner
    table = model.terms.table(model.scope_of(call))
    # asyncio begins at once, unless all threads are at work: a folder may be left behind then.
    is_late = library_at(model, call) != "asyncio"
    objects = [*([] if owner is None else [owner]), *(arguments_of(call) if is_late else ())]
    for name in {*map(root_name, objects)} - {"", "self", "cls"}:
        bindings = table.by_name.get(name, ())
        for binding in bindings if len(bindings) == 1 else ():
            value = binding.value
            if isinstance(value, ast.expr) and _takes(value, model):
                yield name, value
            for place in _places(value):
                if is_shared(place, model):
                    for stmt in model.analysis(_Functions).given_up(place):
                        yield name, stmt


def _takes(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* takes an object out of a container that others reach."""
    match expr:
        case ast.Call(func=ast.Attribute(value=container, attr=method)) if method in _TAKING:
            return is_shared(container, model)
    return False


def _places(value: ast.AST | None) -> Iterator[ast.Attribute]:
    """The attributes whose objects *value* gives: one, or several in a tuple."""
    for part in value.elts if isinstance(value, ast.Tuple) else [value]:
        if isinstance(part, ast.Attribute):
            yield part


class _Functions:
    """What each function of a file takes out or puts nothing in the place of, and where it waits."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._given_up: dict[Scope, defaultdict[str, list[ast.Assign]]] = {}
        self._waits: dict[Scope, list[tuple[At, ast.AST]]] = {}
        self._owed: dict[Scope, list[tuple[At, At]]] = {}

    def is_owed(self, start: At, end: At, scope: Scope) -> bool:
        """Whether *scope* has something to end or to give back from *start* to *end*."""
        if scope not in self._owed:
            self._owed[scope] = list(self._debts(scope))
        return any(taken <= start and end <= given for taken, given in self._owed[scope])

    def _debts(self, scope: Scope) -> Iterator[tuple[At, At]]:
        """From when to when *scope* holds what it has taken out, and waits for nothing as it is."""
        if not isinstance(scope.node, ast.AsyncFunctionDef):
            return
        taken = [
            (binding.name, binding.value)
            for bindings in self._model.terms.table(scope).by_name.values()
            for binding in bindings
            if len(bindings) == 1
            and isinstance(binding.value, ast.expr)
            and _takes(binding.value, self._model)
        ]
        for name, taking in taken[:_MOST_TAKEN]:
            for stmt in scope.of_type(ast.Expr, ast.Assign):
                if end_of(taking) < start_of(stmt) and _settles(stmt, name, self._model):
                    place = _protecting(stmt, taking, self._model)
                    if not self.is_parted(taking, place):
                        yield end_of(taking), start_of(place)
                    break

    def given_up(self, place: ast.Attribute) -> list[ast.Assign]:
        """The statements of the function that put nothing at *place* in place of what is there."""
        scope = self._model.scope_of(place)
        if scope not in self._given_up:
            found = self._given_up[scope] = defaultdict(list)
            for stmt in scope.of_type(ast.Assign):
                for target, value in _assigned(stmt):
                    if is_nothing(value):
                        found[unparsed(target)].append(stmt)
        return self._given_up[scope][unparsed(place)]

    def is_parted(self, taken: ast.expr | ast.stmt, later: ast.expr | ast.stmt) -> bool:
        """Whether *later* does not follow *taken*, or a cancellation may come between them as it is."""
        start, end, parents = end_of(taken), start_of(later), self._model.terms.parents
        is_part = end <= start_of(taken) and start <= end_of(later)
        if not is_part and (end < start or not leads_to(taken, later, parents)):
            return True
        scope = self._model.scope_of(taken)
        if scope not in self._waits:
            self._waits[scope] = waits_of(scope)
        waits = self._waits[scope]
        first = bisect_right(waits, start, key=itemgetter(0))
        last = bisect_left(waits, end, key=itemgetter(0))
        return any(leads_to(wait, later, parents) for _, wait in waits[first:last][-_MOST_WAITS:])


def _settles(stmt: ast.stmt, name: str, model: SemanticModel) -> bool:
    """Whether *stmt* ends the object in the variable *name*, or gives it back to where others find it."""
    match stmt:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=method), args=args)):
            if root_name(owner) == name:
                return is_cleaning_name(method)
            is_back = any(isinstance(arg, ast.Name) and arg.id == name for arg in args)
            return is_back and method in _GIVING and is_shared(owner, model)
        case ast.Assign(targets=[ast.Subscript(value=owner)], value=ast.Name(id=given)):
            return given == name and is_shared(owner, model)
    return False


def _protecting(stmt: ast.stmt, taking: ast.expr, model: SemanticModel) -> ast.stmt:
    """The outermost ``try`` behind *taking* in whose ``finally`` or handler *stmt* stands; else that."""
    found, node = stmt, model.parent(stmt)
    child: ast.AST = stmt
    while not isinstance(node, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(node, ast.ExceptHandler):
            child, node = node, model.parent(node)
        if isinstance(node, (ast.Try, ast.TryStar)) and child not in node.body:
            if start_of(node) > end_of(taking):
                found = node
        child, node = node, model.parent(node)
    return found


def _assigned(stmt: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    """What *stmt* assigns to, each with what it gets."""
    match stmt:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            return list(zip(targets, values, strict=False))
    return [(target, stmt.value) for target in stmt.targets]


def _is_cleaned_up(call: ast.Call, name: str, model: SemanticModel) -> bool:
    """Whether a ``finally`` or a handler of cancellations around *call* has the variable *name*."""
    child, parent = model.statement_of(call), model.parent(model.statement_of(call))
    while not isinstance(child, (*FUNCTION_TYPES, ast.Module)):
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body:
            handlers = [one for one in parent.handlers if catches_cancellation(one, model)]
            nodes = [node for part in (*parent.finalbody, *handlers) for node in ast.walk(part)]
            if any(isinstance(node, ast.Name) and node.id == name for node in nodes):
                return True
        child, parent = parent, model.terms.parents.get(parent, parent)  # type: ignore[assignment]
    return False
