"""ASY5: cancellation and timeouts."""

from __future__ import annotations

import ast
import math
import operator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def number_of(expr: ast.expr, model: SemanticModel) -> float | None:
    """The number that *expr* is: a literal, a sum or product of literals, or infinity."""
    match expr:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            number = number_of(operand, model)
            return None if number is None else -number
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            numbers = number_of(left, model), number_of(right, model)
            if numbers[0] is None or numbers[1] is None:
                return None
            return _OPERATORS[type(op)](numbers[0], numbers[1])
        case ast.Attribute(attr="inf") | ast.Name(id="inf"):
            return math.inf if model.name_of(expr) == "math.inf" else None
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value="inf" | "Infinity")]):
            return math.inf
    return None
