"""How many calls a comprehension makes at most, and whether a semaphore holds them back."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_SMALL = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Constant)


def is_small(source: ast.expr, model: SemanticModel) -> bool:
    """Whether its size stands in the code: a display, a slice, a range or a name for one."""
    if isinstance(source, _SMALL):
        return True
    if isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice):
        return True
    if isinstance(source, ast.Call):
        name = getattr(source.func, "id", "")
        return name in ("range", "zip") or (
            name == "enumerate" and bool(source.args) and is_small(source.args[0], model)
        )
    if isinstance(source, ast.Name):
        table = model.terms.table(model.uses.owner(source.id, model.scope_of(source)))
        values = [binding.value for binding in table.by_name.get(source.id, [])]
        return bool(values) and all(isinstance(value, _SMALL) for value in values)
    return False


def is_limited(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function, if it can be seen, enters a lock or semaphore that tasks share."""
    function = model.value_of(call.func)
    if any(isinstance(arg, ast.Name) and _is_limit(arg, model) for arg in call.args):
        return True
    if not isinstance(function, FunctionValue) or function.summary.module is not model.module:
        return False
    return _enters_limit(function.summary.scope, model)


def _enters_limit(scope: Scope, model: SemanticModel) -> bool:
    return any(
        _is_limit(item.context_expr, model)
        for stmt in scope.of_type(ast.AsyncWith)
        for item in stmt.items
    )


def _is_limit(expr: ast.expr, model: SemanticModel) -> bool:
    """A lock by its class, or, where that is not known, by what people call one."""
    name = getattr(expr, "attr", getattr(expr, "id", "")).lower()
    return model.has_class_marker(expr, "task_lock") or any(
        word in name for word in ("sem", "limit", "throttle", "lock")
    )
