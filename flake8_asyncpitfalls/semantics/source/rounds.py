"""How many elements an iterable has, as far as its source says: how often a loop over it goes round.

Everything that asks how often code runs asks here. What a name stands for is the caller's knowledge:
*follow* gives the expression that a variable certainly holds, and *is_builtin* tells whether a name
still is Python's own function.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flake8_asyncpitfalls.record import Record

ENDLESS = 10**18
"""More than anybody waits for; nothing larger is computed."""

_SAME_LENGTH = frozenset({"enumerate", "iter", "list", "reversed", "sorted", "tuple"})
_VIEWS = frozenset({"items", "keys", "values"})
_OPERATORS = {
    ast.Add: int.__add__,
    ast.Sub: int.__sub__,
    ast.Mult: int.__mul__,
}
Comprehension = ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp


class Rounds(Record):
    """At least *least* rounds and at most *most*; None where nothing is known of the upper end."""

    least: int = 0
    most: int | None = None

    @property
    def exactly(self) -> int | None:
        """The one possible number; None when there are several."""
        return self.most if self.most == self.least else None


UNKNOWN = Rounds()


def _stays(_: ast.Name) -> None:
    return None


def _is_so_called(_: ast.Name) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class RoundCounter:
    """Counts; *follow* and *is_builtin* are as the head of the module says.

    At most *names* variables are followed one after another: one may stand for itself.
    """

    follow: Callable[[ast.Name], ast.expr | None] = _stays
    is_builtin: Callable[[ast.Name], bool] = _is_so_called
    names: int = 4

    def rounds(self, iterable: ast.expr) -> Rounds:
        """How many elements *iterable* has."""
        match iterable:
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return self._sum(parts)
            case ast.Set(elts=parts):
                return _merged(self._sum(parts))
            case ast.Dict(keys=keys, values=values):
                return _merged(self._sum(_pairs(keys, values)))
            case ast.Constant(value=str() | bytes() as text):
                return Rounds(len(text), len(text))
            case ast.ListComp() | ast.GeneratorExp():
                return self._comprehension(iterable)
            case ast.SetComp() | ast.DictComp():
                return _merged(self._comprehension(iterable))
            case ast.Call(func=ast.Name() as func):
                return self._call(func, iterable)
            case ast.Call(func=ast.Attribute(value=ast.Dict() as mapping, attr=name), args=[]):
                return self.rounds(mapping) if name in _VIEWS else UNKNOWN
            case ast.Name():
                value, counter = self._followed(iterable)
                return UNKNOWN if value is None else counter.rounds(value)
        return UNKNOWN

    def integer(self, expr: ast.expr) -> int | None:
        """The value of an integer expression: ``10**6``, ``1_000 * 1_000``, a constant's name."""
        match expr:
            case ast.Constant(value=bool()):
                return None
            case ast.Constant(value=int(value)):
                return value
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                positive = self.integer(operand)
                return None if positive is None else -positive
            case ast.Call(func=ast.Name(id="int"), args=[ast.Constant(value=float(number))]):
                return int(number) if abs(number) < ENDLESS else None
            case ast.BinOp(left=left, op=op, right=right):
                return _computed(self.integer(left), op, self.integer(right))
            case ast.Name():
                followed, counter = self._followed(expr)
                return None if followed is None else counter.integer(followed)
        return None

    def _followed(self, name: ast.Name) -> tuple[ast.expr | None, RoundCounter]:
        value = self.follow(name) if self.names else None
        return value, replace(self, names=self.names - 1)

    def _call(self, func: ast.Name, call: ast.Call) -> Rounds:
        if func.id == "range" and not call.keywords and self.is_builtin(func):
            return self._range(call.args)
        if func.id in _SAME_LENGTH and call.args and self.is_builtin(func):
            return self.rounds(call.args[0])
        return UNKNOWN

    def _range(self, arguments: list[ast.expr]) -> Rounds:
        values = [self.integer(argument) for argument in arguments]
        numbers = [value for value in values if value is not None]
        if not 0 < len(numbers) == len(values) <= 3 or numbers[2:] == [0]:
            return UNKNOWN
        ends = range(*numbers)
        count = len(ends) if abs(ends.stop) + abs(ends.start) < ENDLESS else ENDLESS
        return Rounds(count, count)

    def _comprehension(self, comprehension: Comprehension) -> Rounds:
        clauses = comprehension.generators
        if any(clause.is_async for clause in clauses):
            return UNKNOWN
        counts = [self.rounds(clause.iter) for clause in clauses]
        is_filtered = any(clause.ifs for clause in clauses)
        ends = [count.most for count in counts if count.most is not None]
        return Rounds(
            0 if is_filtered else math.prod(count.least for count in counts),
            math.prod(ends) if len(ends) == len(counts) else None,
        )

    def _sum(self, parts: Sequence[ast.expr]) -> Rounds:
        counts = [
            self.rounds(part.value) if isinstance(part, ast.Starred) else Rounds(1, 1)
            for part in parts
        ]
        ends = [count.most for count in counts if count.most is not None]
        return Rounds(
            sum(count.least for count in counts), sum(ends) if len(ends) == len(counts) else None
        )


BY_SOURCE = RoundCounter()
"""For those who know nothing but the text: a name is what it is called."""


def _merged(count: Rounds) -> Rounds:
    """The same where equal elements are one."""
    return Rounds(min(count.least, 1), count.most)


def _pairs(keys: list[ast.expr | None], values: list[ast.expr]) -> list[ast.expr]:
    """The keys of a display, and what is spread out in it as starred expressions."""
    return [
        ast.Starred(value, ast.Load()) if key is None else key
        for key, value in zip(keys, values, strict=True)
    ]


def _computed(left: int | None, op: ast.operator, right: int | None) -> int | None:
    if left is None or right is None or max(abs(left), abs(right)) > ENDLESS:
        return None
    if isinstance(op, (ast.Pow, ast.LShift)) and not 0 <= right <= 64:
        return None
    if isinstance(op, ast.Pow):
        return int(left**right)
    if isinstance(op, ast.LShift):
        return left << right
    function = _OPERATORS.get(type(op))
    return None if function is None else function(left, right)
