"""Whether a loop over a copy of a container is certainly what was meant.

The copy holds what others have taken out of the container meanwhile. To tell it something is right as a
rule. But a loop that looks its elements up elsewhere no longer finds what went there, too; and where
the function that takes an element out ends it as well (closes it, signs it off), the loop would come
to it after its end, and may begin it again. Both want ``if key not in self.items: continue``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.shared_state import is_shared
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import variables_in
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_PARTS = (ast.Attribute, ast.Name)


def looks_elements_up(loop: ast.For, model: SemanticModel) -> bool:
    """Whether *loop* asks a container that others may change for what stands under its element."""
    elements = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}
    return any(
        isinstance(container, _PARTS)
        and is_shared(container, model)
        and not elements.isdisjoint(variables_in(key))
        for container, key in _look_ups(loop.body)
    )


def _look_ups(body: list[ast.stmt]) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The containers and keys of ``items[key]`` and ``items.pop(key)``, which raise for what is not there."""
    for node in walk_code(body):
        match node:
            case ast.Subscript(value=container, slice=key, ctx=ast.Load() | ast.Del()):
                yield container, key
            case ast.Call(
                func=ast.Attribute(value=container, attr="pop" | "remove"), args=[key], keywords=[]
            ):
                yield container, key


def ends_what_it_takes_out(change: ast.AST, model: SemanticModel) -> bool:
    """Whether the function of *change* waits for something that is done with the element it takes out."""
    function = model.scope_of(change).node
    if not isinstance(function, ast.AsyncFunctionDef):
        return False
    container, key = _taken_out(change, model)
    if key is None:
        return False
    names = {*variables_in(key), *_names_bound_to(model.statement_of(change))} - {"self", "cls"}
    return any(
        not names.isdisjoint(variables_in(wait.value)) or _mentions(container, wait.value)
        for wait in model.scope_of(change).of_type(ast.Await)
    )


def _taken_out(change: ast.AST, model: SemanticModel) -> tuple[str, ast.expr | None]:
    """How the container is spelled that *change* takes something out of, and what names that."""
    match change:
        case ast.Subscript(value=container, slice=key, ctx=ast.Del()):
            return unparsed(container), key
        case ast.Attribute(value=container, attr="pop" | "remove" | "discard"):
            call = model.parent(change)
            if isinstance(call, ast.Call) and call.args:
                return unparsed(container), call.args[0]
    return "", None


def _names_bound_to(stmt: ast.stmt) -> set[str]:
    targets = stmt.targets if isinstance(stmt, ast.Assign) else []
    return {name for target in targets for name in variables_in(target)}


def _mentions(spelled: str, expr: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Subscript) and unparsed(node.value) == spelled
        for node in ast.walk(expr)
    )
