"""Methods that assign to attributes of their object, themselves or through other methods of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import first_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MAX_METHODS = 50


def changes_its_object(model: SemanticModel, call: ast.Call) -> bool:
    """Whether the method that *call* calls assigns to attributes of its object."""
    return any(
        isinstance(option, FunctionValue)
        and option.receiver is not None
        and _changes(option, model, set())
        for option in options_of(model.value_of(call.func))
    )


def _changes(method: FunctionValue, model: SemanticModel, seen: set[FunctionSummary]) -> bool:
    summary = method.summary
    if summary in seen or summary.module.is_stub or len(seen) > _MAX_METHODS:
        return False
    seen.add(summary)
    if _assigns_attributes(summary):
        return True
    frame = model.types.calls.frame_of(method, [], {})
    called = (
        option
        for site in summary.sites
        if site.kind == "call" and _is_of_self(site.term[1])
        for option in options_of(model.types.evaluate(site.term[1], frame))
    )
    return any(isinstance(one, FunctionValue) and _changes(one, model, seen) for one in called)


def _is_of_self(callee: object) -> bool:
    return isinstance(callee, tuple) and callee[:1] == ("attr",) and callee[1][0] == "self"


def _assigns_attributes(function: FunctionSummary) -> bool:
    return any(
        isinstance(node.ctx, ast.Store) and first_name(node) == "self"
        for node in function.scope.of_type(ast.Attribute)
    )
