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
    ways = [way for way in leaving(loop.body) if not isinstance(way, ast.Continue)]
    stops = (ast.Yield, ast.YieldFrom, ast.Raise)
    return bool(ways) or any(isinstance(node, stops) for node in walk_code(loop.body))
