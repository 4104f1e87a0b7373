"""Memory channels that a function opens, and who goes over what comes out of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_OPENING = ("trio.open_memory_channel", "anyio.create_memory_object_stream")
_CLOSING = frozenset({"close", "aclose"})
_STARTING = frozenset({"start_soon"})


def opened_in(scope: Scope, model: SemanticModel) -> Iterator[tuple[str, str]]:
    """The variables of both ends of each channel that the function *scope* opens, each bound once."""
    for stmt in scope.of_type(ast.Assign):
        match stmt:
            case ast.Assign(
                targets=[ast.Tuple(elts=[ast.Name(id=send), ast.Name(id=receive)])],
                value=ast.Call(func=func),
            ):
                opening = func.value if isinstance(func, ast.Subscript) else func
                is_opening = any(model.refers_to(opening, name) for name in _OPENING)
                if is_opening and _is_bound_once(send, scope) and _is_bound_once(receive, scope):
                    yield send, receive


def goes_over_all(receive: str, scope: Scope, model: SemanticModel) -> bool:
    """Whether something goes over all that *receive* of the function *scope* gives, and nobody closes it."""
    names = list(model.uses.reads(receive, scope))
    parents = [model.parent(name) for name in names]
    if any(isinstance(one, ast.Attribute) and one.attr in _CLOSING for one in parents):
        return False
    return any(_leads_to_loop(name, model) for name in names)


def _is_bound_once(name: str, scope: Scope) -> bool:
    return sum(isinstance(node.ctx, ast.Store) for node in scope.names(name)) == 1


def _leads_to_loop(name: ast.Name, model: SemanticModel) -> bool:
    """Whether *name* is gone over here, or given to a function of the project that goes over it."""
    parent = model.parent(name)
    if isinstance(parent, ast.AsyncFor) and parent.iter is name:
        return not _can_leave(parent)
    if not isinstance(parent, ast.Call) or name not in parent.args:
        return False
    place, callee = parent.args.index(name), parent.func
    if isinstance(callee, ast.Attribute) and callee.attr in _STARTING and place:
        place, callee = place - 1, parent.args[0]
    function = model.value_of(callee)
    if not isinstance(function, FunctionValue) or function.summary.module.is_stub:
        return False
    parameters = [one.name for one in function.summary.parameters]
    place += function.receiver is not None
    return place < len(parameters) and any(
        isinstance(loop.iter, ast.Name)
        and loop.iter.id == parameters[place]
        and not _can_leave(loop)
        for loop in function.summary.scope.of_type(ast.AsyncFor)
    )


def _can_leave(loop: ast.AsyncFor) -> bool:
    """Whether the loop may end before what it goes over does."""
    return any(isinstance(node, (ast.Break, ast.Return)) for node in walk_code(loop.body))
