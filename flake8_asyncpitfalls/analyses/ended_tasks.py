"""Tasks that a function has begun and then waited for: at a later place of it they are over.

``tasks.append(create_task(f()))`` in a loop, ``await gather(*tasks)`` behind it: from there on none of them
wants the loop. The wait must stand in a block around the later place, where it has certainly been.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import end_of, start_of
from flake8_asyncpitfalls.analyses.starting import is_gathered
from flake8_asyncpitfalls.semantics.inference.values import options_of

if TYPE_CHECKING:
    from collections.abc import Container

    from flake8_asyncpitfalls.analyses.code_times import At
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_ADDING = frozenset({"append", "add"})
_MOST = 40
"""Waits of one function that are looked at."""


def is_waited_for(
    start: ast.Call, around: Container[ast.AST], at: At, scope: Scope, model: SemanticModel
) -> bool:
    """Whether the task that *start* makes is over at *at* in the function *scope*.

    *around*: the node at that place and all that it stands in.
    """
    name = _kept_in(start, model)
    if not name:
        return False
    for wait in scope.of_type(ast.Await)[:_MOST]:
        stmt = model.statement_of(wait)
        if not end_of(start) <= start_of(wait) or end_of(stmt) > at or stmt in around:
            continue
        if model.parent(stmt) in around and _waits_for(wait.value, name, model):
            return True
    return False


def _kept_in(start: ast.Call, model: SemanticModel) -> str:
    """The variable that holds the task, or the list that holds it with others; '' for none."""
    parent = model.parent(start)
    if isinstance(parent, ast.ListComp) and parent.elt is start:
        parent = model.parent(parent)
    match parent:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if (
            method in _ADDING
        ):
            return name
    return ""


def _waits_for(waited: ast.expr, name: str, model: SemanticModel) -> bool:
    """Whether *waited* is what *name* holds, or all of it."""
    if isinstance(waited, ast.Name):
        return waited.id == name
    if not isinstance(waited, ast.Call):
        return False
    callees = options_of(model.value_of(waited.func))
    given = (one.value if isinstance(one, ast.Starred) else one for one in waited.args)
    return all(map(is_gathered, callees)) and any(
        isinstance(one, ast.Name) and one.id == name for one in given
    )
