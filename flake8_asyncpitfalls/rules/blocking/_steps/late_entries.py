"""Objects that others find, and end, in a container that they get into only after the new wait.

``child = Child(); child.load(); self.children.append(child)``, with ``for child in self.children:
child.stop()`` elsewhere: for the event loop a child is there as soon as it has begun. Who stops all of
them while a wait stands between misses it, and it goes on for ever.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_name
from flake8_asyncpitfalls.rules.blocking._steps.worked_on import bound_by, given_in
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    first_name,
    last_name,
    place_in,
    root_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_ADDING = frozenset({"add", "append", "appendleft", "insert"})
_REACH = 12
"""How many statements on the entry is looked for."""


def is_entered_late(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether what *call* works on, made here, gets where others end it before the next wait."""
    stmt = moved[-1] if moved else model.statement_of(call)
    place = place_in(stmt, model.parent(stmt))
    if place is None:
        return False
    block: list[ast.stmt] = getattr(model.parent(stmt), place[0])
    # What moves may leave the entry behind: ``self.jobs[name] = await to_thread(begin)``.
    followers = block[place[1] + (not moved) : place[1] + 1 + _REACH]
    entered = [(later, *entry) for later in followers for entry in _entries(later)]
    if not entered:
        return False
    # Waits are looked for last: what moves may be long, and is asked about for each call in it.
    used = _made_here(call, model) | (bound_by(moved) if moved else frozenset())
    first = next(
        (later for later, container, entry in entered
         if entry in used and container in model.analysis(_ended_in)), None
    )  # fmt: skip
    return first is not None and not any(suspensions(followers[: followers.index(first) + 1]))


def _made_here(call: ast.Call, model: SemanticModel) -> frozenset[str]:
    """The variables whose objects *call* works on that its function has made with a call."""
    scope = model.scope_of(call)
    table = model.terms.table(scope)
    owner = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return frozenset(
        name
        for name in given_in([*owner, *arguments_of(call)], model)
        if any(isinstance(one.value, ast.Call) for one in table.by_name.get(name, ()))
    )


def _entries(stmt: ast.stmt) -> Iterator[tuple[str, str]]:
    """The attributes of the object that *stmt* adds a variable to, with that."""
    match stmt:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=container, attr=method) as func) as call
        ):
            if method in _ADDING and first_name(func) in ("self", "cls"):
                for arg in call.args:
                    yield last_name(container), root_name(arg)
        case ast.Assign(targets=[ast.Subscript(value=container)], value=ast.Name(id=name)):
            if first_name(container) in ("self", "cls"):
                yield last_name(container), name


def _ended_in(model: SemanticModel) -> frozenset[str]:
    """The attributes whose elements a loop of the file ends, one after the other."""
    return frozenset(
        name
        for scope in model.scopes
        if isinstance(scope.node, FUNCTION_TYPES)
        for loop in scope.of_type(ast.For)
        if (name := _gone_over(loop.iter)) and _ends_each(loop)
    )


def _gone_over(iterated: ast.expr) -> str:
    """The attribute that a loop over *iterated* goes over: of ``list(self.jobs.values())``, that is jobs."""
    while isinstance(iterated, ast.Call):
        if iterated.args:
            iterated = iterated.args[0]
        elif isinstance(iterated.func, ast.Attribute):
            iterated = iterated.func.value
        else:
            return ""
    is_own = isinstance(iterated, ast.Attribute) and first_name(iterated) in ("self", "cls")
    return last_name(iterated) if is_own else ""


def _ends_each(loop: ast.For) -> bool:
    bound = {name.id for name in ast.walk(loop.target) if isinstance(name, ast.Name)}
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and root_name(node.func) in bound
        and is_cleaning_name(node.func.attr)
        for node in walk_code(loop.body)
    )
