"""Methods that an assignment, as in tests, or a decorator has put something else in the place of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference import records
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, Instance, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary


def may_be_replaced(model: SemanticModel, owner: ClassSummary, name: str) -> bool:
    """Whether the file sets *name* on what may be the class *owner* or an object of it, not on ``self``."""
    return any(
        isinstance(node.ctx, ast.Store)
        and not _is_own_object(node.value)
        and _may_be_of(model, owner, node.value)
        for node in model.uses.attributes(name)
    )


def wrapped_method(model: SemanticModel, owner: Value, name: str) -> FunctionSummary | None:
    """The method *name* of *owner*, an object of the project, as it is without its decorators."""
    for option in options_of(owner):
        if isinstance(option, Instance) and not option.summary.module.is_stub:
            for base in model.types.members.mro(option.summary):
                if base is None or base.module.is_stub:
                    break
                methods = map(base.module.function, base.methods)
                found = next((one for one in methods if one.name == name), None)
                if found is not None:
                    return found
    return None


def _may_be_of(model: SemanticModel, owner: ClassSummary, expr: ast.expr) -> bool:
    order = model.types.members.mro
    return any(
        not isinstance(option, (Instance, ClassValue))
        or owner in order(option.summary)
        or option.summary in order(owner)
        or records.is_protocol(model.types, option.summary)
        for option in options_of(model.value_of(expr))
    )


def _is_own_object(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Name) and expr.id in ("self", "cls")
