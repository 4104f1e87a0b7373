"""``f(a, k=b)`` becomes ``through(f, a, k=b)`` or ``through(partial(f, a, k=b))``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import Offload
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    the_call,
    with_function_first,
)
from flake8_asyncpitfalls.fixes.edits._layout import (
    aligned,
    as_formatters_write,
    on_own_lines,
    prepared,
    within_width,
)
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path


def _write(
    node: cst.BaseExpression, step: Step[Offload], place: ExpressionPlace
) -> cst.BaseExpression:
    call = the_call(node)
    inner = with_function_first(call)
    inner = aligned(inner, step.path, _first_column(step, place.await_width))
    if len(step.references) > 1:
        partial = inner.with_changes(func=reference_to(step.references[1]))
        through = cst.Call(reference_to(step.reference), [cst.Arg(partial)])
        return within_width(through, step, place.await_width)
    apart = on_own_lines(inner.with_changes(func=reference_to(step.reference)), step.path)
    return as_formatters_write(within_width(apart, step, place.await_width), step)


def _first_column(step: Step[Offload], awaited: int) -> int:
    """The column at which the arguments of the call will begin, with *awaited* characters before it."""
    start: int = step.node.col_offset  # type: ignore[attr-defined]
    return start + awaited + sum(len(reference) + 1 for reference in step.references)


def _mean(call: ast.Call, step: Step[Offload]) -> ast.expr:
    call.args = [call.func, *call.args]
    if len(step.references) > 1:
        call.func = reference_tree(step.references[1])
        return ast.Call(reference_tree(step.reference), [call], [])
    call.func = reference_tree(step.reference)
    return call


# Functions that pass every keyword argument on to the callable they are given.
_PASS_KEYWORDS = frozenset({"asyncio.to_thread"})


def _names(edit: Offload, path: Path) -> Iterator[str]:
    yield edit.through
    call = path[-1]
    takes_keywords = edit.takes_keywords or edit.through in _PASS_KEYWORDS
    if isinstance(call, ast.Call) and call.keywords and not takes_keywords:
        yield "functools.partial"


kind = EditKind(
    Offload,
    _write,
    _mean,
    names=_names,
    prepare=prepared,
)
