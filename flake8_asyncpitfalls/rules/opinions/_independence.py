"""Calls that do not need each other, so that they could overlap."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.awaitability import gives_coroutine
from flake8_asyncpitfalls.semantics.inference.capabilities import is_builtin
from flake8_asyncpitfalls.semantics.inference.values import options_of
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def awaits_one(element: ast.expr, target: ast.expr, source: ast.expr, model: SemanticModel) -> bool:
    """Whether *element* awaits one call that differs from element to element, and no other."""
    if not isinstance(element, ast.Await) or not isinstance(element.value, ast.Call):
        return False
    if isinstance(source, ast.Call) and getattr(source.func, "id", "") == "range":
        return False
    if not names(target) & {n for arg in element.value.args for n in names(arg)}:
        return False
    own = names(target)
    others = [name for name in arguments(element.value) if name.id not in own]
    return all(is_plain(name, model) for name in others) and gives_coroutine(
        model, element.value.func
    )


def arguments(call: ast.Call) -> list[ast.Name]:
    """The variables of the function that the arguments of *call* mention."""
    parts = arguments_of(call)
    return [node for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)]


def is_plain(name: ast.Name, model: SemanticModel) -> bool:
    """Whether the calls can share the value: plain data, or nothing that the function made."""
    owner = model.uses.owner(name.id, model.scope_of(name))
    return owner is model.terms.root or all(map(is_builtin, options_of(model.value_of(name))))


def previous(stmt: ast.Assign, model: SemanticModel) -> ast.Assign | None:
    """The statement before *stmt* in the body of the same function, if it is an assignment."""
    parent = model.parent(stmt)
    body = parent.body if isinstance(parent, ast.AsyncFunctionDef) else []
    index = body.index(stmt) if stmt in body else 0
    before = body[index - 1] if index else None
    return before if isinstance(before, ast.Assign) else None


def awaited_function(stmt: ast.Assign) -> ast.Call | None:
    """The call in ``name = await function(...)``, where the function is no method."""
    match stmt:
        case ast.Assign(
            targets=[ast.Name()], value=ast.Await(value=ast.Call(func=ast.Name()) as call)
        ):
            return call
    return None


def names(expr: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(expr) if isinstance(node, ast.Name)}
