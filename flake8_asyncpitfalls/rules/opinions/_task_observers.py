"""Whether anything looks at a task once it has been started."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_KEEPING = {"add", "append", "discard", "remove", "clear"}
_ASKING = {"cancel", "done", "cancelled", "set_name", "get_name", "cancelling"}


def is_only_held(target: ast.Name, model: SemanticModel) -> bool:
    """Whether the task is put into a container that nothing reads, and nothing else is done."""
    scope = model.scope_of(target)
    if not model.uses.is_private(target.id, scope):
        return False
    reads = model.uses.reads(target.id, scope)
    containers = [_container(read, model) for read in reads]
    is_held = any(found is not None for found in containers)
    return is_held and all(
        _is_asking(read, model) or (found is not None and _is_blind(found, model))
        for read, found in zip(reads, containers, strict=True)
    )


def is_never_read(target: ast.Attribute, model: SemanticModel) -> bool:
    """Whether all that the module does with the attribute is to set it and ask simple things."""
    return target.attr.startswith("_") and all(
        not isinstance(node.ctx, ast.Load) or _is_asking(node, model) or _is_test(node, model)
        for node in _mentions(target, model)
    )


def _container(read: ast.Name, model: SemanticModel) -> ast.expr | None:
    """The container in ``container.add(task)``."""
    match model.parent(read):
        case ast.Call(func=ast.Attribute(value=container, attr="add" | "append")):
            return container
    return None


def _is_asking(read: ast.expr, model: SemanticModel) -> bool:
    """Whether it is ``task.cancel()`` or its like, or a callback that only lets the task go."""
    attribute = model.parent(read)
    if not isinstance(attribute, ast.Attribute):
        return False
    call = model.parent(attribute)
    if attribute.attr != "add_done_callback" or not isinstance(call, ast.Call):
        return attribute.attr in _ASKING
    match call.args:
        case [ast.Attribute(attr="discard" | "remove")]:
            return True
    return False


def _is_blind(container: ast.expr, model: SemanticModel) -> bool:
    """Whether the module only puts tasks into *container* and takes them out."""
    return all(
        isinstance(parent, ast.Attribute) and parent.attr in _KEEPING
        for node in _mentions(container, model)
        if not isinstance(node.ctx, ast.Store)
        for parent in [model.parent(node)]
    )


def _mentions(expr: ast.expr, model: SemanticModel) -> Iterator[ast.Name | ast.Attribute]:
    for scope in model.scopes:
        if isinstance(expr, ast.Attribute):
            yield from (node for node in scope.of_type(ast.Attribute) if node.attr == expr.attr)
        elif isinstance(expr, ast.Name):
            yield from scope.names(expr.id)


def _is_test(node: ast.expr, model: SemanticModel) -> bool:
    parent = model.parent(node)
    if isinstance(parent, ast.Compare):
        return all(isinstance(op, (ast.Is, ast.IsNot)) for op in parent.ops)
    return isinstance(parent, (ast.If, ast.UnaryOp, ast.BoolOp, ast.While))
