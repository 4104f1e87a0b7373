"""Work on one object of a function: half of it in a thread and half on the loop helps nobody."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.thread_affinity import must_stay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ITERATING = (ast.For, ast.comprehension)


def would_be_half_done(call: ast.Call, model: SemanticModel) -> bool:
    """Whether other blocking work on what *call* makes or uses would stay on the loop.

    Objects that one makes from another belong together: a connection and its response.
    """
    family = _family(call, model)
    return bool(family) and any(
        _stays(name, call, model)
        for name in model.scope_of(call).of_type(ast.Name)
        if name.id in family and isinstance(name.ctx, ast.Load)
    )


def _family(call: ast.Call, model: SemanticModel) -> set[str]:
    """The local names of what *call* makes or uses, and of what was made from these."""
    found = set(_bound_to(call, model))
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        found.add(call.func.value.id)
    scope = model.scope_of(call)
    bindings = [one for several in model.terms.table(scope).by_name.values() for one in several]
    made = {
        one.name: _receiver(one.value)
        for one in bindings
        if one.kind in ("assign", "with") and isinstance(one.value, ast.Call)
    }
    found &= made.keys()
    for _ in made:
        found |= {name for name, source in made.items() if source in found}
        found |= {made[name] for name in found if made[name] in made}
    return found


def _receiver(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name
    return ""


def _bound_to(call: ast.Call, model: SemanticModel) -> Iterator[str]:
    match model.parent(call):
        case (
            ast.Assign(targets=[ast.Name(id=name)]) | ast.withitem(optional_vars=ast.Name(id=name))
        ):
            yield name


def _stays(name: ast.Name, call: ast.Call, model: SemanticModel) -> bool:
    """Whether the use *name* blocks and cannot go to a thread by itself."""
    parent = model.parent(name)
    if isinstance(parent, _ITERATING):
        return parent.iter is name and bool(model.effects_at(parent))
    other = model.parent(parent) if isinstance(parent, ast.Attribute) else parent
    if not isinstance(other, ast.Call) or other is call or not model.effects_at(other):
        return False
    return other is parent or must_stay(model, other)
