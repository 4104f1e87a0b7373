"""Objects taken out of the only place where others find them, to be ended: ``self.slots.pop(key).close()``.

As it is, who has taken one out ends it. A cancellation that arrives in a new wait before the thread has
begun, because all threads are at work or the library looks for one first, leaves an object that nobody
knows any more and nobody ends.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_name
from flake8_asyncpitfalls.analyses.code_times import end_of, leads_to, start_of, waits_of
from flake8_asyncpitfalls.analyses.shared_state import is_shared
from flake8_asyncpitfalls.rules.blocking._after_cancellation import catches_cancellation
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import (
    arguments_of,
    is_nothing,
    last_name,
    root_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_TAKING = frozenset({"pop", "popitem", "popleft"})


def loses_what_was_taken(call: ast.Call, moved: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether *call* ends what its function has just taken out of a place that others reach."""
    if not isinstance(model.parent(call), ast.Expr) or not _ends_something(call, model):
        return False
    inside = {node for stmt in moved for node in ast.walk(stmt)}
    return any(
        taken not in inside
        and not _is_parted(taken, moved[0] if moved else call, model)
        and not (name and _is_cleaned_up(call, name, model))
        for name, taken in _takings(call, model)
    )


def _ends_something(call: ast.Call, model: SemanticModel) -> bool:
    """Whether it is called like what cleans up, or calls in its turn what is."""
    return is_cleaning_name(last_name(call.func)) or any(
        isinstance(option, FunctionValue)
        and not option.summary.module.is_stub
        and any(
            is_cleaning_name(last_name(inner.func))
            for inner in option.summary.scope.of_type(ast.Call)
        )
        for option in options_of(model.value_of(call.func))
    )


def _takings(call: ast.Call, model: SemanticModel) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    """What takes out the objects that *call* is about, each with the variable that then holds it."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if owner is not None and _takes(owner, model):
        yield "", owner
    table = model.terms.table(model.scope_of(call))
    roots = [root_name(expr) for expr in (owner, *call.args) if expr is not None]
    for name in {*roots, *map(root_name, arguments_of(call))} - {"", "self", "cls"}:
        bindings = table.by_name.get(name, ())
        for binding in bindings if len(bindings) == 1 else ():
            value = binding.value
            if isinstance(value, ast.expr) and _takes(value, model):
                yield name, value
            for place in _places(value):
                if is_shared(place, model):
                    yield from ((name, stmt) for stmt in _given_up(place, model))


def _takes(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* takes an object out of a container that others reach."""
    match expr:
        case ast.Call(func=ast.Attribute(value=container, attr=method)) if method in _TAKING:
            return is_shared(container, model)
    return False


def _places(value: ast.AST | None) -> Iterator[ast.Attribute]:
    """The attributes whose objects *value* gives: one, or several in a tuple."""
    for part in value.elts if isinstance(value, ast.Tuple) else [value]:
        if isinstance(part, ast.Attribute):
            yield part


def _given_up(place: ast.Attribute, model: SemanticModel) -> Iterator[ast.Assign]:
    """The statements of the function that put nothing at *place* in place of what is there."""
    text = ast.unparse(place)
    for stmt in model.scope_of(place).of_type(ast.Assign):
        match stmt:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                pairs = list(zip(targets, values, strict=False))
            case _:
                pairs = [(target, stmt.value) for target in stmt.targets]
        if any(ast.unparse(one) == text and is_nothing(value) for one, value in pairs):
            yield stmt


def _is_parted(
    taken: ast.expr | ast.stmt, later: ast.expr | ast.stmt, model: SemanticModel
) -> bool:
    """Whether *later* does not follow *taken*, or a cancellation may come between them as it is."""
    start, end, parents = end_of(taken), start_of(later), model.terms.parents
    is_part = taken in ast.walk(later)
    if not is_part and (end < start or not leads_to(taken, later, parents)):
        return True
    return any(
        start < at < end and leads_to(wait, later, parents)
        for at, wait in waits_of(model.scope_of(taken))
    )


def _is_cleaned_up(call: ast.Call, name: str, model: SemanticModel) -> bool:
    """Whether a ``finally`` or a handler of cancellations around *call* has the variable *name*."""
    child, parent = model.statement_of(call), model.parent(model.statement_of(call))
    while not isinstance(child, FUNCTION_TYPES):
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body:
            handlers = [one for one in parent.handlers if catches_cancellation(one, model)]
            nodes = [node for part in (*parent.finalbody, *handlers) for node in ast.walk(part)]
            if any(isinstance(node, ast.Name) and node.id == name for node in nodes):
                return True
        child, parent = parent, model.parent(parent)  # type: ignore[assignment]
    return False
