"""Whether a fixed text parses to the old tree with the edits carried out, and to nothing else."""

from __future__ import annotations

import ast
import bisect
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.fixes.edits import expected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep
    from flake8_asyncpitfalls.fixes.text.file_text import FileText, Splice


class DifferenceError(Exception):
    """The trees differ at *line* (from 1) of the old text."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Comparison:
    """Compares the tree of *old*, edited, with that of *new*, closely only where bytes changed.

    *steps* maps the ``id`` of a node of the old tree to the steps that replace it.
    """

    def __init__(
        self, old: FileText, new: FileText, splice: Splice, steps: Mapping[int, Sequence[AnyStep]]
    ) -> None:
        self._old, self._new, self._splice, self._steps = old, new, splice, steps
        self._ends = [change.end for change in splice.replacements]
        self._line = 1

    def check(self, old_body: Sequence[ast.stmt], new_body: Sequence[ast.stmt]) -> None:
        """Compare two lists of statements; raises DifferenceError at the first that differs."""
        self._same_list(old_body, new_body)

    def _same(self, old: ast.AST, new: Any) -> None:
        self._line = getattr(old, "lineno", None) or self._line
        if isinstance(old, ast.stmt) and self._is_untouched(old):
            self._same_place(old, new)
            return
        if type(old) is not type(new):
            raise DifferenceError(self._line)
        for name in old._fields:
            self._same_value(getattr(old, name, None), getattr(new, name, None))

    def _same_value(self, old: Any, new: Any) -> None:
        if isinstance(old, ast.AST):
            edited = self._edited(old)
            if len(edited) != 1:
                raise DifferenceError(self._line)
            self._same(edited[0], new)
        elif isinstance(old, list) and isinstance(new, list):
            self._same_list(old, new)
        elif type(old) is not type(new) or (old != new and repr(old) != repr(new)):
            raise DifferenceError(self._line)

    def _same_list(self, old: Sequence[Any], new: Sequence[Any]) -> None:
        wanted: list[Any] = []
        for item in old:
            wanted += self._edited(item) if isinstance(item, ast.AST) else [item]
        for left, right in zip_longest(wanted, new):
            if isinstance(left, ast.AST):
                self._same(left, right)
            else:
                self._same_value(left, right)

    def _edited(self, node: ast.AST) -> list[ast.AST]:
        """What must stand in the place of *node*: one node, or several statements."""
        steps = self._steps.get(id(node))
        if not steps:
            return [node]
        self._line = getattr(node, "lineno", None) or self._line
        result = expected(node, steps)
        if not isinstance(result, list):
            return [result] if result is node else self._edited(result)
        return [part for item in result for part in self._edited(item)]

    def _is_untouched(self, stmt: ast.stmt) -> bool:
        if getattr(stmt, "lineno", None) is None:
            return False
        start, end = _extent(stmt, self._old)
        index = bisect.bisect_right(self._ends, start)
        changes = self._splice.replacements
        return index == len(changes) or changes[index].start >= end

    def _same_place(self, old: ast.stmt, new: Any) -> None:
        """The bytes are equal, so that only what stands around them could have changed the tree."""
        if type(old) is not type(new):
            raise DifferenceError(self._line)
        start, end = _extent(old, self._old)
        place = (self._splice.moved(start), self._splice.moved(end - 1) + 1)
        if place != _extent(new, self._new):
            raise DifferenceError(self._line)


def _extent(stmt: ast.stmt, text: FileText) -> tuple[int, int]:
    assert stmt.end_lineno is not None
    assert stmt.end_col_offset is not None
    start = text.offset(stmt.lineno, stmt.col_offset)
    for decorator in getattr(stmt, "decorator_list", ())[:1]:
        start = text.offset(decorator.lineno, decorator.col_offset)
    return start, text.offset(stmt.end_lineno, stmt.end_col_offset)
