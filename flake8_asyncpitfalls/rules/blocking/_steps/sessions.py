"""Calls that count on who an object has signed in: nobody else may sign in on it meanwhile.

``self.auth.sign_in(user)`` and ``self.auth.update_user(...)`` are one step for the event loop. In
threads the request of another user may come between, and the second call changes the wrong one. So
neither goes to a thread, nor does what signs somebody in or out on the same object in other functions.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import defaultdict
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.analyses.code_times import start_of
from flake8_asyncpitfalls.rules.blocking._steps.shared_objects import object_of
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.rules.blocking._steps.shared_objects import SharedObject
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MARKER = "sets_session"
_Calls: TypeAlias = dict[str, list[ast.Call]]


def parts_from_session(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is part of such a step, or would come into one of another function."""
    sessions, scope = model.analysis(_Sessions), model.scope_of(call)
    if not sessions.are_set(scope):
        return False
    owner = _object(call)
    if not owner or _is_local(call, model):
        return False
    if call in sessions.steps(scope, owner):
        return True
    return _sets(call, model) and sessions.has_step_elsewhere(call)


class _Sessions:
    """The steps of each function of one file, and the objects that they are about."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._set: dict[Scope, bool] = {}
        self._calls: dict[Scope, _Calls] = {}
        self._steps: dict[tuple[Scope, str], list[ast.Call]] = {}
        self._objects: set[SharedObject] | None = None

    def are_set(self, scope: Scope) -> bool:
        """Whether any call in *scope* sets what later ones count on: most functions have none."""
        if scope not in self._set:
            self._set[scope] = any(_sets(call, self._model) for call in scope.of_type(ast.Call))
        return self._set[scope]

    def steps(self, scope: Scope, owner: str) -> list[ast.Call]:
        """The calls on *owner* in *scope* of which one counts on another before it."""
        if (scope, owner) not in self._steps:
            self._steps[scope, owner] = list(self._worked_out(scope, owner))
        return self._steps[scope, owner]

    def _worked_out(self, scope: Scope, owner: str) -> Iterator[ast.Call]:
        calls = sorted(self._of(scope).get(owner, ()), key=start_of)
        if len(calls) == 1 or not any(_sets(one, self._model) for one in calls):
            return
        waiting = {getattr(node, "lineno", 0) for node in suspensions(scope.body)}
        waits = sorted(waiting)
        for _, group in groupby(calls, key=lambda call: bisect_left(waits, call.lineno)):
            together = dropwhile(
                lambda call: not _sets(call, self._model),
                (call for call in group if call.lineno not in waiting),
            )
            step = list(together)
            yield from step if len(step) > 1 else ()

    def has_step_elsewhere(self, call: ast.Call) -> bool:
        """Whether a function has a step on the object that *call* is about, as its file shows."""
        shared = object_of(call, self._model)
        if shared is None:
            return False
        if self._objects is None:
            self._objects = {
                found
                for scope in self._model.terms.root.walk()
                for owner in self._of(scope)
                for one in self.steps(scope, owner)[:1]
                if (found := object_of(one, self._model)) is not None
            }
        return shared in self._objects

    def _of(self, scope: Scope) -> _Calls:
        if scope not in self._calls:
            found = self._calls[scope] = defaultdict(list)
            for call in scope.of_type(ast.Call) if self.are_set(scope) else ():
                if owner := _object(call):
                    found[owner].append(call)
        return self._calls[scope]


def _object(call: ast.Call) -> str:
    return ast.dump(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _sets(call: ast.Call, model: SemanticModel) -> bool:
    return model.marker(call.func, _MARKER) is not None


def _is_local(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function itself makes the object."""
    name, scope = root_name(call.func), model.scope_of(call)
    if not name or not model.uses.is_private(name, scope):
        return False
    return any(
        isinstance(binding.value, ast.Call) for binding in model.terms.table(scope).by_name[name]
    )
