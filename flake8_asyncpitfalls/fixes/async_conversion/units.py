"""The parts of a file that change or stay as a whole: functions with all inside, and what is assigned.

A unit is a function or method with what is nested in it, or the variable that a statement of the module
or of a class assigns; whatever else stands there is one unit more, without a name.
"""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Part(NamedTuple):
    """One unit of a file: its *name*, the lines that it has, and the statement."""

    first: int
    last: int
    name: str
    stmt: ast.stmt

    @property
    def is_coroutine(self) -> bool:
        """Whether it is an ``async def``."""
        return isinstance(self.stmt, ast.AsyncFunctionDef)


class Units:
    """The units of a file with the text *data*."""

    def __init__(self, data: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.tree = ast.parse(data)
        self._parts = sorted(_parts(self.tree.body, ""), key=lambda part: part.first)
        self._starts = [part.first for part in self._parts]
        self.named = {part.name: part for part in self._parts}

    def at(self, line: int) -> str:
        """The name of the unit that has the 1-based *line*; '' for what is no part of one."""
        number = bisect_right(self._starts, line) - 1
        part = self._parts[number] if number >= 0 else None
        return part.name if part is not None and line <= part.last else ""


def _parts(body: Sequence[ast.stmt], prefix: str) -> Iterator[Part]:
    for stmt in body:
        last = stmt.end_lineno or stmt.lineno
        match stmt:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                first = min([stmt.lineno, *(decorator.lineno for decorator in stmt.decorator_list)])
                yield Part(first, last, prefix + name, stmt)
            case ast.ClassDef(name=name):
                yield from _parts(stmt.body, f"{prefix}{name}.")
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield Part(stmt.lineno, last, prefix + name, stmt)
            case ast.If() | ast.Try() | ast.With():
                for inner in ("body", "orelse", "finalbody"):
                    yield from _parts(getattr(stmt, inner, ()), prefix)
                for handler in getattr(stmt, "handlers", ()):
                    yield from _parts(handler.body, prefix)


def outermost(local_name: str) -> str:
    """The unit of the function with that qualified name in its file."""
    return local_name.partition(".<locals>")[0]
