"""Which functions of a module a web framework calls for each request."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import called_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.markers import Marker

MARKER = "endpoint"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def endpoint_marker(scope: Scope, model: SemanticModel) -> Marker | None:
    """The marker of what makes the function *scope* handle requests; None when nothing does."""
    if not isinstance(scope.node, _FUNCTIONS):
        return None
    for decorator in scope.node.decorator_list:
        factory = called_in(decorator)
        marker = model.marker(factory, MARKER)
        if marker is not None and not marker.args:
            return marker
    for call in _calls_given(scope, model):
        marker = _taking_marker(call, scope, model)
        if marker is not None:
            return marker
    return None


def answers_requests(scope: Scope, model: SemanticModel) -> bool:
    """Whether what the function *scope* returns is the answer to a request, as its decorator says."""
    if not isinstance(scope.node, _FUNCTIONS) or not scope.node.decorator_list:
        return False
    marker = endpoint_marker(scope, model)
    return marker is not None and not marker.args and not is_used(scope, model)


def mentions(scope: Scope, model: SemanticModel) -> Iterator[ast.expr]:
    """Where the module names the function *scope*: ``name``, or ``x.name`` for a method."""
    outer = scope.parent or scope
    if outer.kind == "class":
        yield from model.uses.attributes(scope.name)
    else:
        yield from model.uses.reads(scope.name, model.uses.owner(scope.name, outer))


def _calls_given(scope: Scope, model: SemanticModel) -> Iterator[ast.Call]:
    """The calls that the function is an argument of."""
    for node in mentions(scope, model):
        parent = model.parent(node)
        if isinstance(parent, ast.keyword):
            parent = model.parent(parent)
        if isinstance(parent, ast.Call) and parent.func is not node:
            yield parent


def _taking_marker(call: ast.Call, scope: Scope, model: SemanticModel) -> Marker | None:
    """The marker of the parameter of *call* that takes the function."""
    for expr in model.arguments_marked(call, MARKER):
        value = model.value_of(expr)
        if isinstance(value, FunctionValue) and value.summary is _summary(scope, model):
            return _marker_of(call, model)
    return None


def _summary(scope: Scope, model: SemanticModel) -> object:
    return model.module.function(scope.identity)


def _marker_of(call: ast.Call, model: SemanticModel) -> Marker | None:
    """The marker of a function, of a class, or of the class's ``__init__``."""
    for option in options_of(model.value_of(call.func)):
        if isinstance(option, FunctionValue):
            return option.summary.markers.get(MARKER)
        if isinstance(option, ClassValue):
            init = model.types.members.method(Instance(option.summary), "__init__")
            return init.summary.markers.get(MARKER) if isinstance(init, FunctionValue) else None
    return None


def is_used(scope: Scope, model: SemanticModel) -> bool:
    """Whether the module names the function for anything but making it a handler."""
    registered = {
        expr for call in _calls_given(scope, model) for expr in model.arguments_marked(call, MARKER)
    }
    return any(node not in registered for node in mentions(scope, model))
