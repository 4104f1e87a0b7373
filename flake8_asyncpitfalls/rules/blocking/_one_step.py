"""Two calls that are one step for the event loop: nobody else runs between them.

``record = read(); record["x"] = 1; write(record)`` and ``if not r.exists(k): r.set(k, v)``: with a
wait in each, another task may come between. They go to a thread together, or not at all.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import suspensions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_CHANGING = frozenset({
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove",
    "setdefault", "update",
})  # fmt: skip


def is_half_a_step(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* and another blocking call of its function are one step for the loop."""
    return any(True for _ in steps_with(call, model))


def steps_with(call: ast.Call, model: SemanticModel) -> Iterator[tuple[ast.Call, ast.Call]]:
    """The pairs of blocking calls that are one step for the loop and of which *call* is one."""
    return (pair for pair in _pairs(call, model) if not _waits_between(*pair, model))


def _pairs(call: ast.Call, model: SemanticModel) -> Iterator[tuple[ast.Call, ast.Call]]:
    scope = model.scope_of(call)
    blocking = [other for other in scope.of_type(ast.Call) if model.effects_at(other)]
    for first in blocking:
        for second in blocking:
            if call not in (first, second) or second.lineno < first.lineno or first is second:
                continue
            if _is_written_back(first, second, model) or _is_check_then_act(first, second, model):
                yield first, second


def _is_written_back(first: ast.Call, second: ast.Call, model: SemanticModel) -> bool:
    """Whether *second* is given what *first* gave, changed meanwhile."""
    match model.parent(first):
        case ast.Assign(targets=[ast.Name(id=name)]):
            pass
        case _:
            return False
    if not any(isinstance(arg, ast.Name) and arg.id == name for arg in second.args):
        return False
    scope = model.scope_of(first)
    places: list[ast.Attribute | ast.Subscript] = [*scope.of_type(ast.Attribute)]
    places += scope.of_type(ast.Subscript)
    return any(
        first.lineno < place.lineno <= second.lineno
        and _root(place) == name
        and (not isinstance(place.ctx, ast.Load) or getattr(place, "attr", "") in _CHANGING)
        for place in places
    )


def _is_check_then_act(first: ast.Call, second: ast.Call, model: SemanticModel) -> bool:
    """Whether *first* is asked by an ``if`` in which *second* acts on the same object and key."""
    if not (first.args and second.args):
        return False
    receivers = [
        call.func.value for call in (first, second) if isinstance(call.func, ast.Attribute)
    ]
    if len(receivers) != 2 or ast.dump(receivers[0]) != ast.dump(receivers[1]):
        return False
    if ast.dump(first.args[0]) != ast.dump(second.args[0]):
        return False
    node: ast.AST = second
    while not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
        node = model.parent(node)
        if isinstance(node, ast.If) and first in ast.walk(node.test):
            return True
    return False


def _root(expr: ast.expr) -> str:
    while isinstance(expr, ast.Attribute | ast.Subscript):
        expr = expr.value
    return expr.id if isinstance(expr, ast.Name) else ""


def _waits_between(first: ast.Call, second: ast.Call, model: SemanticModel) -> bool:
    """Whether the function waits between the two as it is."""
    body = model.scope_of(first).body
    return any(
        first.lineno < getattr(node, "lineno", 0) < second.lineno for node in suspensions(body)
    )
