"""Decorators of the project that call their function in a thread, as a plain one.

``Thread(target=func)`` in the wrapper of a decorator: the coroutine of an ``async def`` below it is made
there, and nobody awaits it. All that the decorator does with the function must be that, or to copy its
name: one that asks whether it is a coroutine function may call it otherwise.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_COPYING = frozenset({"wraps", "update_wrapper"})


def runs_plainly_in_thread(decorator: ast.expr, model: SemanticModel) -> bool:
    """Whether *decorator*, a function of the project, only calls what it decorates in a thread."""
    value = model.value_of(decorator)
    if isinstance(decorator, ast.Call) or not isinstance(value, FunctionValue):
        return False
    function = value.summary
    is_known = not (function.module.is_stub or function.is_async or function.decorators)
    if not is_known or value.receiver is not None or not function.parameters:
        return False
    try:
        return _only_offloads(function, model.beside(function.module))
    except SourceError:
        return False


def _only_offloads(function: FunctionSummary, model: SemanticModel) -> bool:
    name, identity = function.parameters[0].name, function.scope.identity
    # The tree that *model* was made of is its own.
    own = [scope for scope in model.scopes if scope.identity == identity]
    names = [node for found in own for scope in found.walk() for node in scope.names(name)]
    places = [_is_offloaded(node, model) for node in names if not _is_copied(node, model)]
    is_bound_anew = any(not isinstance(node.ctx, ast.Load) for node in names)
    return bool(places) and all(places) and not is_bound_anew


def _is_copied(name: ast.Name, model: SemanticModel) -> bool:
    """Whether only what the function is called, or the like, is read there."""
    parent = model.parent(name)
    if isinstance(parent, ast.Attribute):
        return parent.attr.startswith("__")
    return isinstance(parent, ast.Call) and last_name(parent.func) in _COPYING


def _is_offloaded(name: ast.Name, model: SemanticModel) -> bool:
    """Whether it is handed to a thread there, perhaps with arguments, and its result is not awaited."""
    given: ast.expr = name
    parent = model.parent(given)
    if isinstance(parent, ast.Call) and model.refers_to(parent.func, "functools.partial"):
        given, parent = parent, model.parent(parent)
    elif isinstance(parent, ast.Call) and parent.func is given:
        around = model.parent(parent)
        if not isinstance(around, ast.Lambda):
            return False
        given, parent = around, model.parent(around)
    if isinstance(parent, ast.keyword):
        parent = model.parent(parent)
    if not isinstance(parent, ast.Call) or given not in model.arguments_marked(parent, "offloads"):
        return False
    awaited = model.parent(parent)
    return not isinstance(awaited, ast.Await) or not isinstance(model.parent(awaited), ast.Await)
