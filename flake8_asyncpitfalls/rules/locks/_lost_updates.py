"""What a statement reads of its own target before it waits, and the fix that waits first."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import AwaitFirst
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Evaluated after the wait as well as before it.
_PLAIN = (
    ast.Await,
    ast.BinOp,
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.List,
    ast.Tuple,
    ast.Starred,
)

# What a target, or a reading of its item with a default, can be.
_SPELLED = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)


def reads_before_wait(value: ast.expr, target: str) -> bool:
    """Whether *target* is read as an operand that is evaluated before an await.

    ``d.get(k, 0)`` reads ``d[k]``.
    """
    if isinstance(value, ast.BinOp):
        operands = _operands(value)
        is_read = False
        for before, after in pairwise(operands):
            is_read = is_read or _reads(before, _spelled(target))
            if is_read and _waits([after]):
                return True
        return reads_before_wait(operands[0], target)
    match value:
        case ast.Call(args=[first, *rest]):
            return _waits(rest) and unparsed(first) == target
        case ast.List(elts=parts) | ast.Tuple(elts=parts) if _waits(parts):
            texts = [unparsed(p.value if isinstance(p, ast.Starred) else p) for p in parts]
            place = texts.index(target) if target in texts else len(parts)
            return _waits(parts[place:])
    return False


def _waits(values: Iterable[ast.expr]) -> bool:
    return any(isinstance(part, ast.Await) for part in walk_code(values))


def _operands(value: ast.BinOp) -> list[ast.expr]:
    """The operands of a chain like ``a + b + c``, in the order in which they are evaluated."""
    operands: list[ast.expr] = []
    left: ast.expr = value
    while isinstance(left, ast.BinOp):
        operands.append(left.right)
        left = left.left
    return [left, *reversed(operands)]


def _reads(value: ast.expr, spelled: tuple[str, ...]) -> bool:
    return any(
        isinstance(part, _SPELLED) and unparsed(part) in spelled for part in walk_code([value])
    )


def await_first(stmt: ast.AugAssign | ast.Assign, target: ast.expr) -> Fix | None:
    """The fix; None where the value cannot be told to be the same after the wait."""
    text = unparsed(target)
    parts = list(_around_awaits(stmt.value, text))
    awaits = [part for part in parts if isinstance(part, ast.Await)]
    if len(awaits) != 1 or not all(isinstance(part, _PLAIN) for part in parts):
        return None
    if any(isinstance(node, (ast.Call, ast.Await)) for node in walk_code([target])):
        return None
    if any(isinstance(n, ast.expr) and unparsed(n) in _spelled(text) for n in walk_code(awaits)):
        return None
    return Fix(Applicability.SAFE, "await first", (AwaitFirst(Span.of(stmt)),))


def _around_awaits(value: ast.expr, target: str) -> Iterator[ast.expr]:
    """The parts of *value* down to its awaits and to where it reads *target*."""
    yield ast.Name(target) if unparsed(value) in _spelled(target) else value
    if isinstance(value, ast.Await) or unparsed(value) in _spelled(target):
        return
    for part in ast.iter_child_nodes(value):
        if isinstance(part, ast.expr):
            yield from _around_awaits(part, target)


def _spelled(target: str) -> tuple[str, ...]:
    container, _, key = target.removesuffix("]").partition("[")
    return target, f"{container}.get({key}, 0)", f"{container}.get({key}, 0.0)"
