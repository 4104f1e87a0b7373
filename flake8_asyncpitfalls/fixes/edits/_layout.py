"""Continuation lines of a call that moves into another one keep their form.

Arguments that were aligned with the first one stay so, further right; a function that is written
over several lines (``( ... ).read_text``) gets lines of its own between the new parentheses.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

_STEP = 4


def aligned(call: cst.Call, path: Path, column: int) -> cst.Call:
    """*call* with its continuation lines aligned with its first argument, which starts at *column*.

    *path* leads to the old call, whose own first argument must have set their indentation.
    """
    old = path[-1]
    if not isinstance(old, ast.Call) or not (old.args or old.keywords):
        return call
    parts: list[ast.expr | ast.keyword] = [*old.args, *old.keywords]
    starts = sorted((part.lineno, part.col_offset) for part in parts)
    (line, first), func = starts[0], old.func
    if line != func.end_lineno or func.lineno != func.end_lineno or old.end_lineno == line:
        return call
    if any(start[0] != line and start[1] != first for start in starts):
        return call
    shifter = _Shifter(first, column - first)
    return call.with_changes(args=[_visited(arg, shifter) for arg in call.args])


def on_own_lines(call: cst.Call, path: Path) -> cst.Call:
    """*call* with its arguments on lines of their own, when the first begins with ``(`` and a line."""
    stmt = next((node for node in reversed(path) if isinstance(node, ast.stmt)), None)
    first = _leftmost(call.args[0].value)
    if stmt is None or not first.lpar:
        return call
    if not isinstance(first.lpar[0].whitespace_after, cst.ParenthesizedWhitespace):
        return call
    call_node = path[-1]
    assert isinstance(call_node, ast.expr)
    # What begins a line of its own sets the indentation, else the statement does.
    begins = call_node if call_node.lineno != stmt.lineno else stmt
    indent = begins.col_offset
    shifter = _Shifter(0, _STEP)
    args = [_visited(arg, shifter) for arg in call.args]
    args[-1] = args[-1].with_changes(whitespace_after_arg=_line(indent))
    return call.with_changes(whitespace_before_args=_line(indent + _STEP), args=args)


def moved(arg: cst.Arg, distance: int) -> cst.Arg:
    """*arg* with the lines in it that many columns further right."""
    return _visited(arg, _Shifter(0, distance))


def _leftmost(expression: cst.BaseExpression) -> cst.BaseExpression:
    while not expression.lpar and isinstance(expression, (cst.Attribute, cst.Subscript)):
        expression = expression.value
    return expression


def _line(column: int) -> cst.ParenthesizedWhitespace:
    return cst.ParenthesizedWhitespace(last_line=cst.SimpleWhitespace(" " * column))


def _visited(node: cst.Arg, shifter: _Shifter) -> cst.Arg:
    result = node.visit(shifter)
    assert isinstance(result, cst.Arg)
    return result


class _Shifter(cst.CSTTransformer):
    """Moves lines that begin at *column* or further right by *distance* columns."""

    def __init__(self, column: int, distance: int) -> None:
        super().__init__()
        self._column, self._distance = column, distance

    def leave_ParenthesizedWhitespace(  # noqa: N802
        self, original_node: cst.ParenthesizedWhitespace, updated_node: cst.ParenthesizedWhitespace
    ) -> cst.ParenthesizedWhitespace:
        blanks = updated_node.last_line.value
        if len(blanks) < self._column or blanks.strip(" "):
            return updated_node
        moved = " " * max(0, len(blanks) + self._distance)
        return updated_node.with_changes(last_line=cst.SimpleWhitespace(moved))
