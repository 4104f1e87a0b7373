"""What a function of a thread has itself: objects that it makes, and a loop."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.loop import runs_loop
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope


def is_made_here(func: ast.expr, scope: Scope, model: SemanticModel) -> bool:
    """Whether the object is one that the function itself made."""
    root = func
    while isinstance(root, ast.Attribute) or _asks_object(root, model):
        root = root.value if isinstance(root, ast.Attribute) else root.func  # type: ignore[attr-defined]
    if not isinstance(root, ast.Name):
        return isinstance(root, ast.Call)
    bindings = model.terms.table(scope).by_name.get(root.id, [])
    return any(binding.kind != "param" for binding in bindings)


def _asks_object(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* calls a method, so that it gives what its object has: ``self.query_one(Label)``."""
    callee = model.value_of(expr.func) if isinstance(expr, ast.Call) else None
    return isinstance(callee, FunctionValue) and isinstance(callee.receiver, Instance)


def has_own_loop(scope: Scope, model: SemanticModel) -> bool:
    """Whether the function runs a loop, or makes one that of its thread."""
    calls = scope.of_type(ast.Call)
    return any(runs_loop(call, model) or _sets_loop(call) for call in calls)


def _sets_loop(call: ast.Call) -> bool:
    return getattr(call.func, "attr", getattr(call.func, "id", "")) == "set_event_loop"
