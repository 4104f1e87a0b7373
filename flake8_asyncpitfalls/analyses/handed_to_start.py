"""Functions that the code hands to a library, which runs them before anything is served.

``FastAPI(lifespan=lifespan)``, ``app.router.lifespan_context = lifespan``, and the same of what a factory
returns: ``lifespan = make_lifespan(settings)``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.analyses.namings import Naming, namings
from flake8_asyncpitfalls.semantics.effects.execution_context import marked_argument
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)
from flake8_asyncpitfalls.semantics.summaries.markers import Marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MARKER = "starts_up"
_ATTRIBUTES = "start_attributes"


def is_given_to_start(model: SemanticModel, scope: Scope) -> bool:
    """Whether the function *scope* of *model* is given to what runs it before anything is served."""
    own = model.module.function(scope.identity)
    for other, node in _standing_for(scope, model):
        parent = other.parent(node)
        if isinstance(parent, ast.Assign) and any(_is_for_start(t, other) for t in parent.targets):
            return True
        while isinstance(parent, (ast.List, ast.Tuple, ast.keyword)):
            parent = other.parent(parent)
        if isinstance(parent, ast.Call) and parent.func is not node:
            for expr in _given_to_start(parent, other):
                value = other.value_of(expr)
                if node is expr or (isinstance(value, FunctionValue) and value.summary is own):
                    return True
    return False


def is_of_event(marker: Marker, call: ast.Call | None) -> bool:
    """Whether the first argument of *call* is one of the events that *marker* is about, if any."""
    events = marker.keywords.get("event")
    if not events:
        return True
    if call is None or not call.args or not isinstance(call.args[0], ast.Constant):
        return False
    return call.args[0].value in events


def _standing_for(scope: Scope, model: SemanticModel) -> Iterator[Naming]:
    """Where the function is named, as far as that can be seen, and where its factory is called."""
    outer = scope.parent
    for named in _named(scope, model):
        yield named
        is_made = outer is not None and outer.is_function and model.scope_of(named.node) is outer
        if outer is not None and is_made and isinstance(model.parent(named.node), ast.Return):
            yield from _made_by(outer, model)


def _made_by(factory: Scope, model: SemanticModel) -> Iterator[Naming]:
    """The calls of *factory*, and the variables that hold what they give."""
    for other, node in _named(factory, model):
        call = other.parent(node)
        if not isinstance(call, ast.Call) or call.func is not node:
            continue
        yield Naming(other, call)
        match other.parent(call):
            case ast.Assign(targets=[ast.Name(id=name)]):
                names = other.scope_of(call).names(name)
                if sum(isinstance(each.ctx, ast.Store) for each in names) == 1:
                    yield from (Naming(other, n) for n in names if isinstance(n.ctx, ast.Load))


def _named(scope: Scope, model: SemanticModel) -> list[Naming]:
    found = namings(scope, model)
    if found is None:
        found = [Naming(model, node) for node in mentions(scope, model)]
    return found


def _is_for_start(target: ast.expr, model: SemanticModel) -> bool:
    """Whether *target* is an attribute whose function a library runs before it serves."""
    if not isinstance(target, ast.Attribute):
        return False
    owner = model.value_of(target.value)
    order = model.types.members.mro(owner.summary) if isinstance(owner, Instance) else ()
    markers = [base.markers.get(_ATTRIBUTES) for base in order if base is not None]
    return any(target.attr in marker.args for marker in markers if marker is not None)


def _given_to_start(call: ast.Call, model: SemanticModel) -> Iterator[ast.expr]:
    """The arguments of *call* that run before anything is served."""
    for option in options_of(model.value_of(call.func)):
        function: Value | None = option
        if isinstance(option, ClassValue):
            function = model.types.members.method(Instance(option.summary), "__init__")
        marker = (
            function.summary.markers.get(_MARKER) if isinstance(function, FunctionValue) else None
        )
        if marker is None or not is_of_event(marker, call):
            continue
        assert isinstance(function, FunctionValue)
        for place in marker.args:
            expr = marked_argument(function, Marker(_MARKER, (place,)), call)
            yield from (
                expr.elts if isinstance(expr, (ast.List, ast.Tuple)) else filter(None, [expr])
            )
