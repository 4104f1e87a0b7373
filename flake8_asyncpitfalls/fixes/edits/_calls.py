"""What edits of calls share: their arguments, and the layout of these."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import libcst as cst

from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.parentheses import as_argument
from flake8_asyncpitfalls.fixes.text.statement_parts import FOR_TOOLS

NOTHING = cst.SimpleWhitespace("")


def the_call(node: cst.BaseExpression) -> cst.Call:
    """*node* as a call; raises RefusedError when it is none."""
    if not isinstance(node, cst.Call):
        raise RefusedError("there is no call to change")
    return node


def is_keyword(arg: cst.Arg) -> bool:
    """Whether *arg* is given by name, or unpacks names."""
    return arg.keyword is not None or arg.star == "**"


def positional(call: cst.Call, index: int) -> cst.Arg:
    """Positional argument *index*; raises RefusedError when it is not certain which one that is."""
    args = call.args[: index + 1]
    if len(args) <= index or any(arg.star or arg.keyword for arg in args):
        raise RefusedError(f"the call has no positional argument {index}")
    return args[index]


def with_value(call: cst.Call, index: int, value: cst.BaseExpression) -> cst.Call:
    """*call* with *value* as its argument *index*."""
    args = list(call.args)
    args[index] = args[index].with_changes(value=value)
    return call.with_changes(args=args)


def with_first(first: cst.Arg, call: cst.Call) -> Sequence[cst.Arg]:
    """*first* and then the arguments of *call*, laid out as these are."""
    if not call.args:
        return [first]
    first = first.with_changes(comma=comma_like(call))
    return [first, *map(generator_apart, call.args)]


def with_function_first(call: cst.Call) -> cst.Call:
    """*call* with its function as the first argument, on the line of a comment for a tool about it."""
    first = cst.Arg(as_argument(call.func))
    before = call.whitespace_before_args
    comment = before.first_line.comment if isinstance(before, cst.ParenthesizedWhitespace) else None
    if comment is None or not call.args or not FOR_TOOLS.match(comment.value):
        return call.with_changes(args=with_first(first, call))
    apart = comma_like_lines(before).whitespace_after
    first = first.with_changes(comma=cst.Comma(whitespace_after=before))
    args = [first, *map(generator_apart, call.args)]
    return call.with_changes(args=args, whitespace_before_args=apart)


def comma_like(call: cst.Call) -> cst.Comma:
    """A comma followed by what stands between the arguments of *call*: a new line, or a space."""
    between = call.whitespace_before_args
    if len(call.args) > 1 and not _has_newline(between):
        comma = call.args[0].comma
        between = comma.whitespace_after if isinstance(comma, cst.Comma) else between
    return comma_like_lines(between)


def comma_like_lines(between: cst.BaseParenthesizableWhitespace) -> cst.Comma:
    """A comma followed by a new line where *between* is one, without its comments; or by a space."""
    if not _has_newline(between):
        return cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    return cst.Comma(whitespace_after=_without_comments(between))


def _has_newline(whitespace: cst.BaseParenthesizableWhitespace) -> bool:
    return isinstance(whitespace, cst.ParenthesizedWhitespace)


def has_comment_after(comma: cst.Comma | cst.MaybeSentinel) -> bool:
    """Whether a comment follows *comma* on its line."""
    if not isinstance(comma, cst.Comma):
        return False
    after = comma.whitespace_after
    return isinstance(after, cst.ParenthesizedWhitespace) and after.first_line.comment is not None


def _without_comments(
    whitespace: cst.BaseParenthesizableWhitespace,
) -> cst.BaseParenthesizableWhitespace:
    if not isinstance(whitespace, cst.ParenthesizedWhitespace):
        return whitespace
    first = whitespace.first_line.with_changes(whitespace=NOTHING, comment=None)
    return whitespace.with_changes(first_line=first, empty_lines=())


def generator_apart(arg: cst.Arg) -> cst.Arg:
    """*arg* fit to be one of several: a generator expression gets parentheses."""
    value = as_argument(arg.value)
    return arg if value is arg.value else arg.with_changes(value=value)


def with_arguments(call: ast.Call, index: int, values: list[ast.expr]) -> ast.Call:
    """*call* with *values* in place of its argument *index*."""
    call.args = [*call.args[:index], *values, *call.args[index + 1 :]]
    return call
