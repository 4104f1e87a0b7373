"""Who iterates over an async generator of this module, and whether they go on to its end."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.rules.tasks._held_things import is_closing
from flake8_asyncpitfalls.semantics.source.control_flow import leaving, walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


def is_always_finished(function: ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether every use of the generator *function* in this module goes to its end, or closes it.

    There must be one; a name that other modules may use counts by its uses here.
    """
    uses = list(_uses(function, model))
    return bool(uses) and all(_is_finished(use, model) for use in uses)


def is_left_early(function: ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether a loop of this module goes over the generator *function* and may stop before its end."""
    return any(
        isinstance(loop, ast.AsyncFor) and loop.iter is call and _has_ways_out(loop)
        for call in map(model.parent, _uses(function, model))
        for loop in [model.parent(call)]
    )


def _uses(function: ast.AsyncFunctionDef, model: SemanticModel) -> Iterator[ast.expr]:
    is_method = isinstance(model.parent(function), ast.ClassDef)
    for scope in model.scopes:
        nodes = scope.of_type(ast.Attribute) if is_method else scope.names(function.name)
        for node in nodes:
            if not isinstance(node, ast.Attribute) or node.attr == function.name:
                yield node


def _is_finished(use: ast.expr, model: SemanticModel) -> bool:
    call = model.parent(use)
    if not isinstance(call, ast.Call) or call.func is not use:
        return False
    parent = model.parent(call)
    if isinstance(parent, ast.AsyncFor):
        return parent.iter is call and not _may_stop(parent)
    if isinstance(parent, ast.comprehension):
        return isinstance(model.parent(parent), _COMPREHENSIONS)
    if isinstance(parent, ast.Call) and isinstance(model.parent(parent), ast.withitem):
        return is_closing(parent, model)
    return False


def _may_stop(loop: ast.AsyncFor) -> bool:
    """Whether the body can leave *loop*: by a statement, or because it is left at a ``yield``."""
    stops = (ast.Yield, ast.YieldFrom, ast.Raise)
    return _has_ways_out(loop) or any(isinstance(node, stops) for node in walk_code(loop.body))


def _has_ways_out(loop: ast.AsyncFor) -> bool:
    return any(not isinstance(way, ast.Continue) for way in leaving(loop.body))
