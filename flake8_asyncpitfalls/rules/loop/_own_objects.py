"""What a function of a thread has itself: objects that it makes, and a loop."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.loop import runs_loop
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope

_NEW_LOOP = "new_event_loop"
_MAX_STEPS = 3


def is_made_here(
    func: ast.expr, scope: Scope, model: SemanticModel, steps: int = _MAX_STEPS
) -> bool:
    """Whether the object is one that the function itself made; *steps*: variables that are followed."""
    root = func
    while isinstance(root, (ast.Attribute, ast.Subscript)) or _asks_object(root, model):
        root = root.func if isinstance(root, ast.Call) else root.value  # type: ignore[attr-defined]
    if not isinstance(root, ast.Name):
        return isinstance(root, ast.Call)
    bindings = model.terms.table(scope).by_name.get(root.id, [])
    return any(
        binding.kind != "param"
        and not (steps and _is_found(binding, root, scope, model, steps - 1))
        for binding in bindings
        if binding.kind != "narrow"
    )


def _is_found(
    binding: Binding, name: ast.Name, scope: Scope, model: SemanticModel, steps: int
) -> bool:
    """Whether the variable *name* is given what others have: a part of an object, or a loop it keeps."""
    value = binding.value
    if binding.path or binding.kind not in ("assign", "annotated"):
        return False
    if isinstance(value, (ast.Attribute, ast.Subscript)):
        return not is_made_here(value, scope, model, steps)
    if not isinstance(value, ast.Call) or not _asks_object(value, model):
        return False
    is_loop = model.is_instance(name, "asyncio.AbstractEventLoop") and not _makes_loop(value, model)
    return is_loop and not is_made_here(value.func, scope, model, steps)


def _makes_loop(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the method that *call* calls mentions what makes a loop."""
    callee = model.value_of(call.func)
    if not isinstance(callee, FunctionValue) or callee.summary.module.is_stub:
        return True
    return any(node.attr == _NEW_LOOP for node in callee.summary.scope.of_type(ast.Attribute))


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
