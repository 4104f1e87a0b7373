"""What a statement reads of its own target before it waits, and the fix that waits first."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Applicability, AwaitFirst, Fix, Span
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def reads_before_wait(value: ast.expr, target: str) -> bool:
    """Whether *target* is read as an operand that is evaluated before an await.

    ``d.get(k, 0)`` reads ``d[k]``.
    """
    spelled = _spelled(target)
    match value:
        case ast.BinOp(left=left, right=right):
            is_read = any(
                isinstance(part, ast.expr) and ast.unparse(part) in spelled
                for part in walk_code([left])
            )
            waits_later = any(isinstance(part, ast.Await) for part in walk_code([right]))
            return (is_read and waits_later) or reads_before_wait(left, target)
        case ast.Call(args=[first, *rest]):
            waits_later = any(isinstance(part, ast.Await) for part in walk_code(rest))
            return ast.unparse(first) == target and waits_later
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            texts = [ast.unparse(p.value if isinstance(p, ast.Starred) else p) for p in parts]
            place = texts.index(target) if target in texts else len(parts)
            return any(isinstance(n, ast.Await) for n in walk_code(parts[place:]))
    return False


def await_first(stmt: ast.AugAssign | ast.Assign, target: ast.expr) -> Fix | None:
    """The fix; None where the value cannot be told to be the same after the wait."""
    text = ast.unparse(target)
    parts = list(_around_awaits(stmt.value, text))
    awaits = [part for part in parts if isinstance(part, ast.Await)]
    if len(awaits) != 1 or not all(isinstance(part, _PLAIN) for part in parts):
        return None
    if any(isinstance(node, ast.Call | ast.Await) for node in walk_code([target])):
        return None
    if any(isinstance(n, ast.expr) and ast.unparse(n) in _spelled(text) for n in walk_code(awaits)):
        return None
    return Fix(Applicability.SAFE, "await first", (AwaitFirst(Span.of(stmt)),))


def _around_awaits(value: ast.expr, target: str) -> Iterator[ast.expr]:
    """The parts of *value* down to its awaits and to where it reads *target*."""
    yield ast.Name(target) if ast.unparse(value) in _spelled(target) else value
    if isinstance(value, ast.Await) or ast.unparse(value) in _spelled(target):
        return
    for part in ast.iter_child_nodes(value):
        if isinstance(part, ast.expr):
            yield from _around_awaits(part, target)


def _spelled(target: str) -> tuple[str, ...]:
    container, _, key = target.removesuffix("]").partition("[")
    return target, f"{container}.get({key}, 0)", f"{container}.get({key}, 0.0)"
