"""``f([a, *b], k=c)`` becomes ``f(a, *b, k=c)``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal

import libcst as cst

from flake8_asyncpitfalls.edit import SpreadDisplay
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    comma_like_lines,
    generator_apart,
    positional,
    the_call,
    with_arguments,
)
from flake8_asyncpitfalls.fixes.edits._layout import moved
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.BaseExpression, step: Step[SpreadDisplay], place: ExpressionPlace
) -> cst.BaseExpression:
    call, index = the_call(node), step.edit.argument
    old = positional(call, index)
    display = old.value
    if not isinstance(display, cst.List) or not display.elements or display.lpar:
        raise RefusedError("the argument is no list whose elements stand there")
    args = [_argument(element) for element in display.elements]
    rest = [generator_apart(arg) for arg in call.args[index + 1 :]]
    opening = display.lbracket.whitespace_after
    if index == 0 and _is_line(opening) and not _is_line(call.whitespace_before_args):
        return _with_lines_of_display(call, display, args, rest)
    if _is_line(opening) and _is_line(call.whitespace_before_args):
        args = [moved(arg, _column(call.whitespace_before_args) - _column(opening)) for arg in args]
    end = _with_comment(old.comma, display.rbracket.whitespace_before)
    args[-1] = args[-1].with_changes(comma=end, whitespace_after_arg=old.whitespace_after_arg)
    return call.with_changes(args=[*call.args[:index], *args, *rest])


def _with_lines_of_display(
    call: cst.Call, display: cst.List, args: list[cst.Arg], rest: list[cst.Arg]
) -> cst.Call:
    r"""*call* with the lines that the brackets had: ``f([\n    a,\n], b)``."""
    opening, closing = display.lbracket.whitespace_after, display.rbracket.whitespace_before
    if rest:
        args[-1] = args[-1].with_changes(comma=comma_like_lines(opening))
    last = rest[-1] if rest else args[-1]
    if not _is_line(last.whitespace_after_arg):
        last = last.with_changes(whitespace_after_arg=closing)
    return call.with_changes(whitespace_before_args=opening, args=[*[*args, *rest][:-1], last])


def _with_comment(
    comma: cst.Comma | cst.MaybeSentinel, closing: cst.BaseParenthesizableWhitespace
) -> cst.Comma | cst.MaybeSentinel:
    """*comma* with the comment that stood behind the last element."""
    if not isinstance(closing, cst.ParenthesizedWhitespace) or closing.first_line.comment is None:
        return comma
    if not isinstance(comma, cst.Comma):
        return comma
    after = comma.whitespace_after
    if not isinstance(after, cst.ParenthesizedWhitespace) or after.first_line.comment is not None:
        return comma
    return comma.with_changes(whitespace_after=after.with_changes(first_line=closing.first_line))


def _argument(element: cst.BaseElement) -> cst.Arg:
    assert isinstance(element, (cst.Element, cst.StarredElement))
    star: Literal["", "*"] = "*" if isinstance(element, cst.StarredElement) else ""
    return generator_apart(cst.Arg(element.value, star=star, comma=element.comma))


def _is_line(space: cst.BaseParenthesizableWhitespace) -> bool:
    return isinstance(space, cst.ParenthesizedWhitespace)


def _column(space: cst.BaseParenthesizableWhitespace) -> int:
    """Where the line begins that *space* ends with."""
    assert isinstance(space, cst.ParenthesizedWhitespace)
    return len(space.last_line.value)


def _mean(call: ast.Call, step: Step[SpreadDisplay]) -> ast.expr:
    display = call.args[step.edit.argument]
    assert isinstance(display, ast.List)
    return with_arguments(call, step.edit.argument, display.elts)


kind = EditKind(
    SpreadDisplay,
    _write,
    _mean,
)
