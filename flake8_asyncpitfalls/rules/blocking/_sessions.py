"""Calls that count on who an object has signed in: nobody else may sign in on it meanwhile.

``self.auth.sign_in(user)`` and ``self.auth.update_user(...)`` are one step for the event loop. In
threads the request of another user may come between, and the second call changes the wrong one.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MARKER = "sets_session"


def parts_from_session(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* and another call on its object, which outlives the function, are such a step."""
    owner = _object(call)
    if not owner or _is_local(call, model):
        return False
    scope = model.scope_of(call)
    others, setting = model.analysis(_Sessions).of(owner, scope)
    if not setting or len(others) == 1:
        return False
    waits = [getattr(node, "lineno", 0) for node in suspensions(scope.body)]
    return any(
        first is not second
        and first.lineno <= second.lineno
        and not any(first.lineno <= line <= second.lineno for line in waits)
        for first in setting
        for second in others
        if call in (first, second)
    )


class _Sessions:
    """The calls of each function of a file on each object, with those that sign somebody in."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._calls: dict[Scope, dict[str, list[ast.Call]]] = {}
        self._setting: dict[tuple[Scope, str], list[ast.Call]] = {}

    def of(self, owner: str, scope: Scope) -> tuple[list[ast.Call], list[ast.Call]]:
        """The calls on the object *owner* in *scope*, and those of them that sign somebody in."""
        if scope not in self._calls:
            calls = self._calls[scope] = defaultdict(list)
            for call in scope.of_type(ast.Call):
                calls[_object(call)].append(call)
        others = self._calls[scope][owner]
        if (scope, owner) not in self._setting:
            self._setting[scope, owner] = [one for one in others if _sets(one, self._model)]
        return others, self._setting[scope, owner]


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
