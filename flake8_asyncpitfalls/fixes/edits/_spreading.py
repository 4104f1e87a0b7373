"""A call in an argument taken apart: its function and its arguments become arguments."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.fixes.edits._calls import (
    generator_apart,
    has_comment_after,
    is_keyword,
    with_arguments,
    with_first,
)
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.parentheses import (
    as_argument,
)

if TYPE_CHECKING:
    pass


def spread(call: cst.Call, index: int, inner: cst.Call) -> cst.Call:
    """*call* with the function and the arguments of *inner* in place of argument *index*."""
    argument, later = call.args[index], call.args[index + 1 :]
    if any(map(is_keyword, inner.args)) and not all(map(is_keyword, later)):
        raise RefusedError("keyword arguments would stand before positional ones")
    if inner.lpar:
        inner = inner.with_changes(lpar=(), rpar=())
    parts = with_first(cst.Arg(as_argument(inner.func)), inner)
    last = parts[-1]
    if not (inner.args and has_comment_after(last.comma)):
        last = last.with_changes(comma=argument.comma)
    head = call.args[:index]
    return call.with_changes(args=[*head, *parts[:-1], last, *map(generator_apart, later)])


def spread_tree(call: ast.Call, index: int) -> ast.expr:
    """What that means."""
    inner = call.args[index]
    assert isinstance(inner, ast.Call)
    call.keywords = [*inner.keywords, *call.keywords]
    return with_arguments(call, index, [inner.func, *inner.args])
