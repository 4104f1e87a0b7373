"""ASGI applications around all others: only the server is above them, which expects nothing of an end.

``async def __call__(self, scope, receive, send)`` is given to the server as an object that the module makes,
``return Wrapper(app)``; what ``add_middleware(Wrapper)`` makes has others above it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CALLED_WITH = 3
"""The scope of a connection, and the functions that receive and send."""
_SERVING = ("runs_loop", "serves")


def is_outermost_application(function: ast.AST, model: SemanticModel) -> bool:
    """Whether *function* is how a server calls an application that the module makes around another."""
    owner = model.parent(function) if not isinstance(function, ast.Module) else function
    if not isinstance(function, ast.AsyncFunctionDef) or not isinstance(owner, ast.ClassDef):
        return False
    return function.name == "__call__" and _hands_on(function, model) and _is_made(owner, model)


def _hands_on(function: ast.AsyncFunctionDef, model: SemanticModel) -> bool:
    """Whether *function* awaits another application with what it is given, all of it."""
    given = [argument.arg for argument in function.args.args[1:]]
    calls = model.terms.scopes[function].of_type(ast.Call)
    return len(given) == _CALLED_WITH and any(
        isinstance(call.func, ast.Attribute)
        and isinstance(model.parent(call), ast.Await)
        and [getattr(argument, "id", "") for argument in call.args] == given
        for call in calls
    )


def _is_made(owner: ast.ClassDef, model: SemanticModel) -> bool:
    """Whether the module makes such objects itself, and no other application has them inside."""
    mentions = list(model.uses.reads(owner.name, model.terms.root))
    calls = [model.parent(node) for node in mentions]
    return bool(calls) and all(
        isinstance(call, ast.Call) and call.func is node and _is_given_on(call, model)
        for node, call in zip(mentions, calls, strict=True)
    )


def _is_given_on(call: ast.Call, model: SemanticModel) -> bool:
    """Whether what *call* makes is returned, kept, or served: another call may put something around it."""
    parent = model.parent(call)
    if not isinstance(parent, ast.Call):
        return True
    return any(model.marker(parent.func, marker) is not None for marker in _SERVING)
