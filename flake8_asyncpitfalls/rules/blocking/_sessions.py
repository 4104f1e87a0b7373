"""Calls that count on who an object has signed in: nobody else may sign in on it meanwhile.

``self.auth.sign_in(user)`` and ``self.auth.update_user(...)`` are one step for the event loop. In
threads the request of another user may come between, and the second call changes the wrong one.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MARKER = "sets_session"


def parts_from_session(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* and another call on its object, which outlives the function, are such a step."""
    owner = _object(call)
    if not owner or _is_local(call, model):
        return False
    scope = model.scope_of(call)
    others = [one for one in scope.of_type(ast.Call) if _object(one) == owner]
    setting = [one for one in others if _sets(one, model)]
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
