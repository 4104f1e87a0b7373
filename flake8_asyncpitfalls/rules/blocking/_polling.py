"""Loops that ask again and again for what a coroutine function gives at once: ``get_message()``.

The way through the body on which there was nothing must hold no other wait.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.source.control_flow import waits, walk_code

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MARKER = "polls"


def idle_poll(stmt: ast.While, model: SemanticModel) -> tuple[ast.Call, str] | None:
    """The call that *stmt*, which never ends by itself, polls with, and the parameter that it lacks."""
    if not isinstance(stmt.test, ast.Constant) or not stmt.test.value:
        return None
    return _poll_in(stmt.body, model)


def _poll_in(body: Sequence[ast.stmt], model: SemanticModel) -> tuple[ast.Call, str] | None:
    """The poll that is the only wait of *body* when nothing has come."""
    found: tuple[ast.Call, str] | None = None
    answer = ""
    for stmt in body:
        poll = _poll(stmt, model)
        if poll is not None and found is None:
            found, answer = poll, _target(stmt)
        elif isinstance(stmt, ast.Try) and found is None and not stmt.finalbody:
            found = _poll_in([*stmt.body, *stmt.orelse], model)
            if found is None:
                return None
        elif isinstance(stmt, ast.If) and answer and _asks_for(answer, stmt.test):
            if any(map(_waits, stmt.orelse)):
                return None
        elif _waits(stmt):
            return None
    return found


def _poll(stmt: ast.stmt, model: SemanticModel) -> tuple[ast.Call, str] | None:
    match stmt:
        case ast.Assign(value=ast.Await(value=ast.Call() as call)):
            marker = model.marker(call.func, _MARKER)
            if marker is None or call.args[1:]:
                return None
            timeout = str(marker.argument(0))
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            value = given.get(timeout)
            is_zero = isinstance(value, ast.Constant) and value.value == 0
            is_without = value is None and None not in given
            return (call, timeout) if is_zero or is_without else None
    return None


def _target(stmt: ast.stmt) -> str:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _asks_for(answer: str, test: ast.expr) -> bool:
    """Whether *test* holds only when there is an answer."""
    match test:
        case ast.BoolOp(op=ast.And(), values=[first, *_]):
            return _asks_for(answer, first)
        case ast.Compare(
            left=ast.Name(id=name), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]
        ):
            return name == answer
        case ast.Name(id=name):
            return name == answer
    return False


def _waits(stmt: ast.stmt) -> bool:
    return any(
        waits(node) or isinstance(node, (ast.Yield, ast.YieldFrom)) for node in walk_code([stmt])
    )
