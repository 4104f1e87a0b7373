"""Methods that change attributes of their object, functions that change globals of their module.

They do it themselves or through other methods of the object, other functions of the module.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.node_fields import root_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MAX_METHODS = 50
CHANGING = frozenset({
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem",
    "remove", "reverse", "setdefault", "sort", "update",
})  # fmt: skip
"""Methods of containers that change them."""


def changes_its_object(model: SemanticModel, call: ast.Call) -> bool:
    """Whether the method that *call* calls changes attributes of its object, or a function globals."""
    return any(
        isinstance(option, FunctionValue) and _changes(option, model, set())
        for option in options_of(model.value_of(call.func))
    )


def _changes(method: FunctionValue, model: SemanticModel, seen: set[FunctionSummary]) -> bool:
    summary = method.summary
    if summary in seen or summary.module.is_stub or len(seen) > _MAX_METHODS:
        return False
    seen.add(summary)
    if _assigns_attributes(summary) or summary.scope.of_type(ast.Global):
        return True
    frame = model.types.calls.frame_of(method, [], {})
    called = (
        option
        for site in summary.sites
        if site.kind == "call" and (_is_of_self(site.term[1]) or site.term[1][0] == "global")
        for option in options_of(model.types.evaluate(site.term[1], frame))
    )
    return any(
        isinstance(one, FunctionValue)
        and (one.receiver is not None or one.summary.module is summary.module)
        and _changes(one, model, seen)
        for one in called
    )


def _is_of_self(callee: object) -> bool:
    return isinstance(callee, tuple) and callee[:1] == ("attr",) and callee[1][0] == "self"


def _assigns_attributes(function: FunctionSummary) -> bool:
    """Whether it binds attributes of its object, or changes the containers that they are."""
    scope = function.scope
    parts: list[ast.Attribute | ast.Subscript] = scope.of_type(ast.Attribute, ast.Subscript)
    return any(
        not isinstance(node.ctx, ast.Load) and root_name(node) == "self" for node in parts
    ) or any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr in CHANGING
        and isinstance(call.func.value, (ast.Attribute, ast.Subscript))
        and root_name(call.func.value) == "self"
        for call in scope.of_type(ast.Call)
    )
