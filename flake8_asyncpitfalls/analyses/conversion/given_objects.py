"""Objects that a file makes and hands to the ``__init__`` of one of its classes, which keeps them.

``client = httpx.Client(); store = Store(client)`` with ``self._client = client`` in ``Store``: where
nobody else makes a ``Store``, every object that its attribute ever holds is seen.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_INIT = "__init__"


class Given(NamedTuple):
    """The calls that make the objects, the class that is given them, and how it annotates them."""

    creations: tuple[ast.Call, ...]
    owner: Scope
    annotation: ast.expr | None


def objects_given(model: SemanticModel, stmt: ast.Assign) -> Given | None:
    """What *stmt*, ``self.x = x`` in an ``__init__``, is ever given; None unless all of it is seen."""
    scope, value = model.scope_of(stmt), stmt.value
    owner = scope.parent
    if scope.name != _INIT or owner is None or owner.kind != "class":
        return None
    node, cls = scope.node, owner.node
    if not isinstance(node, ast.FunctionDef) or not isinstance(cls, ast.ClassDef):
        return None
    position = _position(node, value)
    if position < 0 or model.uses.reads(_name(value), scope) != [value] or node.decorator_list:
        return None
    made = [_creation(use, position, _name(value), model) for use in _mentions(cls, model)]
    creations = tuple(one for one in made if one is not None)
    if not creations or len(creations) < len(made) or cls.decorator_list:
        return None
    return Given(creations, owner, node.args.args[position + 1].annotation)


def _name(expr: ast.expr) -> str:
    return expr.id if isinstance(expr, ast.Name) else ""


def _position(function: ast.FunctionDef, value: ast.expr) -> int:
    """The number of the parameter *value*, the object itself not counted; -1 if it is none."""
    args = function.args
    names = [arg.arg for arg in args.args]
    if args.posonlyargs or len(args.defaults) == len(names) or _name(value) not in names[1:]:
        return -1
    position = names.index(_name(value)) - 1
    is_required = position + 1 < len(names) - len(args.defaults)
    return position if is_required else -1


def _mentions(cls: ast.ClassDef, model: SemanticModel) -> Iterator[ast.Name]:
    """Where the file names the class, but for annotations: what is declared is not made there."""
    for scope in model.scopes:
        for name in scope.names(cls.name):
            parent = model.parent(name)
            is_declared = isinstance(parent, (ast.arg, ast.AnnAssign)) and parent.annotation is name
            if not is_declared and getattr(parent, "returns", None) is not name:
                yield name


def _creation(use: ast.Name, position: int, name: str, model: SemanticModel) -> ast.Call | None:
    """The call that makes what ``Class(...)`` at *use* is given, directly or through one variable."""
    call = model.parent(use)
    if not isinstance(call, ast.Call) or call.func is not use:
        return None
    if any(isinstance(arg, ast.Starred) for arg in call.args):
        return None
    given = [word.value for word in call.keywords if word.arg == name]
    given += call.args[position : position + 1]
    if len(given) != 1:
        return None
    return given[0] if isinstance(given[0], ast.Call) else _held(given[0], model)


def _held(expr: ast.expr, model: SemanticModel) -> ast.Call | None:
    """The call whose result the variable *expr* holds, if it is handed over here alone."""
    if not isinstance(expr, ast.Name):
        return None
    scope = model.scope_of(expr)
    bindings = model.terms.table(scope).by_name.get(expr.id, ())
    if len(bindings) != 1 or bindings[0].kind != "assign" or bindings[0].path:
        return None
    is_alone = model.uses.reads(expr.id, scope) == [expr]
    made = bindings[0].value
    is_private = scope.is_function and model.uses.is_private(expr.id, scope)
    return made if is_alone and is_private and isinstance(made, ast.Call) else None
