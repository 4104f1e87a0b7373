"""Coroutines of base classes that call their plain twin, over state that other methods change.

``async def aquery(self): return self.query()`` is there for whoever derives from the class. An
implementation that looks at what ``add`` and ``delete`` fill and empty, on the loop, counts on being alone
with it: a thread for the default would go over it meanwhile, and the base class cannot know.
"""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.object_changes import run_together
from flake8_asyncpitfalls.analyses.shared_state import BEGINNINGS
from flake8_asyncpitfalls.analyses.state_accesses import Held
from flake8_asyncpitfalls.analyses.thread_marks import names_lock
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance, options_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MOST = 24
"""Of very many implementations the first."""


def is_default_over_state(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* is all that a coroutine of a class does, and what stands in for it looks at such."""
    scope = model.scope_of(call)
    match call.func:
        case ast.Attribute(value=ast.Name(id="self")) if scope.enclosing_class is not None:
            if not _is_all(call, model):
                return False
        case _:
            return False
    return any(
        _is_over_state(one, model)
        for one in islice(_standing_in(call, scope.name, model), _MOST)
        if not any(map(_locks, run_together(model, one)))
    )


def _is_all(call: ast.Call, model: SemanticModel) -> bool:
    """Whether the coroutine around *call* does nothing else, but for what its text says."""
    function = model.scope_of(call).node
    body = function.body if isinstance(function, ast.AsyncFunctionDef) else []
    rest = [
        stmt
        for stmt in body
        if not (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant))
    ]
    match rest:
        case [ast.Return(value=value) | ast.Expr(value=value)]:
            return value is call
    return False


def _standing_in(call: ast.Call, name: str, model: SemanticModel) -> Iterator[FunctionValue]:
    """The methods that *call* may run in subclasses which leave the coroutine *name* as it is."""
    types = model.types
    for option in options_of(model.value_of(call.func)):
        if isinstance(option, FunctionValue) and isinstance(option.receiver, Instance):
            others = types.implementations.of_method(option.summary.name, option.receiver)
            for one in (option, *others):
                own = one.receiver
                if isinstance(own, Instance) and types.members.own(own.summary, name) is None:
                    yield one


def _is_over_state(method: FunctionValue, model: SemanticModel) -> bool:
    """Whether *method* looks at a container of its object which other methods of its class change."""
    together = run_together(model, method)
    held = Held()
    for part in together:
        part.module.hold(held)
    owner = method.summary.scope.enclosing_class
    children = owner.children.values() if owner is not None else ()
    functions = [method.summary.module.function(c.identity) for c in children if c.is_function]
    changed = {
        name
        for one in functions
        if one not in together and one.name not in BEGINNINGS and not _locks(one)
        for name in _refilled(one)
    }
    return any(
        node.attr in changed and unparsed(node.value) == "self"
        for part in together
        for node in (part.scope.of_type(ast.Attribute) if changed else ())
    )


def _refilled(function: FunctionSummary) -> Iterator[str]:
    """The attributes of its object in which it sets or deletes items: ``self.data.nodes[key] = node``."""
    items: list[ast.Subscript] = function.scope.of_type(ast.Subscript)
    for item in items:
        if isinstance(item.ctx, ast.Load):
            continue
        expr: ast.expr = item.value
        while isinstance(expr, (ast.Attribute, ast.Subscript)):
            if isinstance(expr, ast.Attribute) and unparsed(expr.value) == "self":
                yield expr.attr
            expr = expr.value


def _locks(function: FunctionSummary) -> bool:
    blocks = function.scope.of_type(ast.With)
    return any(names_lock(unparsed(item.context_expr)) for one in blocks for item in one.items)
