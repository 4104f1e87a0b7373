"""How often code over a literal ``range`` runs."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MOST = 10**18
_PASSING_ON = frozenset({"enumerate", "reversed", "iter"})
_OPERATORS = {
    ast.Add: int.__add__,
    ast.Sub: int.__sub__,
    ast.Mult: int.__mul__,
}
Iterating = ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp


def steps_of(iterable: ast.expr, model: SemanticModel) -> int:
    """How many elements *iterable* has when it is made of literal ranges; 0 when that is unknown.

    Comprehensions without a condition on an await count, nested ones multiply; ``map`` and
    ``filter`` run their function for each element.
    """
    if isinstance(iterable, ast.Call):
        return _steps_of_call(iterable, model)
    if isinstance(iterable, Iterating):
        return _steps_of_comprehension(iterable, model)
    return 0


def _steps_of_call(call: ast.Call, model: SemanticModel) -> int:
    if not isinstance(call.func, ast.Name) or not call.args or call.keywords:
        return 0
    name = model.name_of(call.func)
    if name == "builtins.range":
        return _length(call.args)
    if name.removeprefix("builtins.") in _PASSING_ON:
        return steps_of(call.args[0], model)
    if name in ("builtins.map", "builtins.filter") and len(call.args) == 2:
        return steps_of(call.args[1], model)
    return 0


def _steps_of_comprehension(comprehension: Iterating, model: SemanticModel) -> int:
    if any(isinstance(node, ast.Await) for node in ast.walk(comprehension)):
        return 0
    steps = 1
    for clause in comprehension.generators:
        steps *= 0 if clause.is_async else max(steps_of(clause.iter, model), 1)
    first = comprehension.generators[0]
    return steps if steps_of(first.iter, model) else 0


def _length(arguments: list[ast.expr]) -> int:
    """``len(range(*arguments))`` for literal arguments, else 0."""
    values = [_integer(argument) for argument in arguments]
    numbers = [value for value in values if value is not None]
    if len(numbers) != len(values) or len(numbers) > 3 or numbers[2:] == [0]:
        return 0
    ends = range(*numbers)
    return len(ends) if abs(ends.stop) + abs(ends.start) < _MOST else _MOST


def _integer(expr: ast.expr) -> int | None:
    """The value of a literal integer expression such as ``10**6`` or ``1_000 * 1_000``."""
    match expr:
        case ast.Constant(value=int(value)):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            positive = _integer(operand)
            return None if positive is None else -positive
        case ast.Call(func=ast.Name(id="int"), args=[ast.Constant(value=float(number))]):
            return int(number) if abs(number) < _MOST else None
        case ast.BinOp(left=left, op=op, right=right):
            return _computed(_integer(left), op, _integer(right))
    return None


def _computed(left: int | None, op: ast.operator, right: int | None) -> int | None:
    if left is None or right is None or max(abs(left), abs(right)) > _MOST:
        return None
    if isinstance(op, ast.Pow | ast.LShift) and not 0 <= right <= 64:
        return None
    if isinstance(op, ast.Pow):
        return int(left**right)
    if isinstance(op, ast.LShift):
        return left << right
    function = _OPERATORS.get(type(op))
    return None if function is None else function(left, right)
