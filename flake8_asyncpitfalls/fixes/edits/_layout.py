"""Continuation lines of a call that moves into another one keep their form.

Arguments that were aligned with the first one stay so, further right; a function that is written
over several lines (``( ... ).read_text``) gets lines of its own between the new parentheses.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.fixes.text.statement_parts import FOR_TOOLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep
    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

_STEP = 4
_BRACKETED = (
    ast.Attribute, ast.Call, ast.Dict, ast.DictComp, ast.GeneratorExp, ast.JoinedStr, ast.List,
    ast.ListComp, ast.Set, ast.SetComp, ast.Subscript, ast.Tuple,
)  # fmt: skip


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
    begins = {start[0]: start for start in reversed(starts)}
    if any(start[0] != line and start[1] != first for start in begins.values()):
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


def alone_on_lines(call: cst.Call, step: AnyStep) -> cst.Call:
    """*call* with its argument, of several lines, on lines of its own, further right than its statement."""
    node = step.node
    assert isinstance(node, ast.expr)
    if not step.lines or node.lineno == node.end_lineno or _has_text_over_lines(call):
        return call
    indent = len(step.lines[0]) - len(step.lines[0].lstrip(" "))
    return _broken(call, indent, [moved(arg, _STEP) for arg in call.args], step)


def prepared(step: AnyStep, text: FileText, visibility: Visibility) -> AnyStep:
    """*step* with the lines of its call, where these may be broken: not inside of brackets or texts."""
    node = step.node
    assert isinstance(node, ast.expr)
    around = (part for part in step.path[:-1] if isinstance(part, _BRACKETED))
    if text.newline != b"\n" or any(part.lineno == node.lineno for part in around):
        return step
    if text.lines_of(node)[0].startswith("\t"):
        return step
    lines, style = text.lines_of(node), text.style
    return replace(step, lines=lines, width=text.width, closes_at_end=style.closes_at_end)


def within_width(call: cst.Call, step: AnyStep, awaited: int) -> cst.Call:
    """*call*, which replaces that of *step* after *awaited* more characters, in lines not too long.

    Where they are, its arguments begin on a line of their own. Who wrote long lines before may go on.
    """
    old = step.node
    if not step.lines or max(map(len, step.lines)) > step.width:
        return call
    assert isinstance(old, ast.expr)
    before = step.lines[0].encode()[: old.col_offset].decode()
    after, _, comment = step.lines[-1].encode()[old.end_col_offset :].decode().partition("  #")
    code = cst.Module([]).code_for_node(call).split("\n")
    longest = max(map(len, [before + " " * awaited + code[0], *code[1:], code[-1] + after]))
    if len(code) == 1:
        longest = len(before + code[0] + after) + awaited
    is_broken = isinstance(call.whitespace_before_args, cst.ParenthesizedWhitespace)
    is_bound = bool(FOR_TOOLS.match(f"#{comment}")) or _has_text_over_lines(call)
    if longest <= step.width or is_broken or is_bound:
        return call
    indent = len(before) - len(before.lstrip(" "))
    if len(code) > 1:
        begins = min(len(line) - len(line.lstrip(" ")) for line in code[1:])
        shifter = _Shifter(0, indent + _STEP - begins)
        return _broken(call, indent, [_visited(arg, shifter) for arg in call.args], step)
    inside = len(code[0]) - len(cst.Module([]).code_for_node(call.func)) - len("()")
    is_one_line = indent + _STEP + inside <= step.width
    return _broken(call, indent, call.args if is_one_line else _in_column(call, indent), step)


def broken_at(call: cst.Call, indent: int, step: AnyStep) -> cst.Call:
    """*call*, new and too long for its line, with its arguments between lines that begin at *indent*."""
    code = cst.Module([]).code_for_node
    inside = len(code(call)) - len(code(call.func)) - len("()")
    is_one_line = indent + _STEP + inside <= step.width
    return _broken(call, indent, call.args if is_one_line else _in_column(call, indent), step)


def header_broken_at(function: cst.FunctionDef, indent: int, step: AnyStep) -> cst.FunctionDef:
    """*function* with its parameters between lines that begin at *indent*, where they are too long."""
    params = list(function.params.params)
    header = (
        cst.Module([]).code_for_node(function.with_changes(leading_lines=())).partition("\n")[0]
    )
    if not params or indent + len(header) <= step.width:
        return function
    inside = header[header.index("(") + 1 : header.rindex(")")]
    is_one_line = indent + _STEP + len(inside) <= step.width
    between = cst.SimpleWhitespace(" ") if is_one_line else _line(indent + _STEP)
    apart = cst.Comma(whitespace_after=between)
    last = params[-1]
    if not step.closes_at_end and is_one_line:
        last = last.with_changes(whitespace_after_param=_line(indent))
    elif not step.closes_at_end:
        last = last.with_changes(comma=cst.Comma(whitespace_after=_line(indent)))
    new = [*(one.with_changes(comma=apart) for one in params[:-1]), last]
    return function.with_changes(
        params=function.params.with_changes(params=new),
        whitespace_before_params=_line(indent + _STEP),
    )


def as_formatters_write(call: cst.Call, step: AnyStep) -> cst.Call:
    """*call* with its function on the line of its arguments, where these shared one without a last comma.

    Where that grows too long, each of them gets a line of its own: no formatter leaves anything else.
    """
    between, args = call.whitespace_before_args, call.args
    if not step.lines or len(args) < 2 or not _is_plain_line(between):
        return call
    commas = [arg.comma for arg in args]
    first, rest, last = commas[0], commas[1:-1], args[-1]
    if not isinstance(first, cst.Comma) or not _is_plain_line(first.whitespace_after):
        return call
    if isinstance(last.comma, cst.Comma) or not _is_plain_line(last.whitespace_after_arg):
        return call
    if any(isinstance(c, cst.Comma) and not _is_space(c.whitespace_after) for c in rest):
        return call
    assert isinstance(between, cst.ParenthesizedWhitespace)
    column = len(between.last_line.value)
    space = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    joined = call.with_changes(args=[args[0].with_changes(comma=space), *args[1:]])
    line = cst.Module([]).code_for_node(joined).split("\n")[1]
    if len(line) <= step.width:
        return joined
    after = cst.Comma(whitespace_after=last.whitespace_after_arg)
    column_wise = _in_column(call, column - _STEP)
    last = column_wise[-1].with_changes(comma=after, whitespace_after_arg=cst.SimpleWhitespace(""))
    return call.with_changes(args=[*column_wise[:-1], last])


def _is_plain_line(space: cst.BaseParenthesizableWhitespace) -> bool:
    """Whether *space* is a new line without comments."""
    if not isinstance(space, cst.ParenthesizedWhitespace) or space.empty_lines:
        return False
    return space.first_line.comment is None


def _is_space(space: cst.BaseParenthesizableWhitespace) -> bool:
    return isinstance(space, cst.SimpleWhitespace)


def _has_text_over_lines(node: cst.CSTNode) -> bool:
    """Whether a text of *node* has new lines in it, which no layout may move."""
    if isinstance(node, (cst.SimpleString, cst.FormattedStringText)) and "\n" in node.value:
        return True
    return any(map(_has_text_over_lines, node.children))


def _broken(call: cst.Call, indent: int, args: Sequence[cst.Arg], step: AnyStep) -> cst.Call:
    """*call* with *args* between lines that begin at *indent*; it ends as *step* says."""
    if step.closes_at_end:
        kept = [*args[:-1], args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]
        return call.with_changes(whitespace_before_args=_line(indent + _STEP), args=kept)
    last = args[-1].with_changes(whitespace_after_arg=_line(indent))
    if isinstance(last.comma, cst.Comma):
        last = args[-1].with_changes(comma=last.comma.with_changes(whitespace_after=_line(indent)))
    return call.with_changes(whitespace_before_args=_line(indent + _STEP), args=[*args[:-1], last])


def _in_column(call: cst.Call, indent: int) -> Sequence[cst.Arg]:
    """The arguments of *call*, each on a line of its own."""
    apart = cst.Comma(whitespace_after=_line(indent + _STEP))
    before = [arg.with_changes(comma=apart) for arg in call.args[:-1]]
    return [*before, call.args[-1].with_changes(comma=cst.Comma())]


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
