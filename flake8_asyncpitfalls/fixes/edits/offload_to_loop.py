"""``f(a, k=b)`` becomes ``get_running_loop().run_in_executor(None, f, a)``, or a partial of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import OffloadToLoop
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._calls import (
    comma_like,
    comma_like_lines,
    the_call,
    with_function_first,
)
from flake8_asyncpitfalls.fixes.edits._layout import as_formatters_write, prepared, within_width
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path


def _write(
    node: cst.BaseExpression, step: Step[OffloadToLoop], place: ExpressionPlace
) -> cst.BaseExpression:
    call = the_call(node)
    inner = with_function_first(call)
    loop = cst.Call(reference_to(step.reference))
    runner = cst.Attribute(loop, cst.Name("run_in_executor"))
    has_moved = inner.whitespace_before_args is not call.whitespace_before_args
    between = comma_like_lines(inner.whitespace_before_args) if has_moved else comma_like(call)
    nothing = cst.Arg(cst.Name("None"), comma=between)
    if len(step.references) > 1:
        partial = inner.with_changes(func=reference_to(step.references[1]))
        apart = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
        through = cst.Call(runner, [nothing.with_changes(comma=apart), cst.Arg(partial)])
        return within_width(through, step, place.await_width)
    inner = inner.with_changes(func=runner, args=[nothing, *inner.args])
    return as_formatters_write(within_width(inner, step, place.await_width), step)


def _mean(call: ast.Call, step: Step[OffloadToLoop]) -> ast.expr:
    runner = reference_tree(f"{step.reference}().run_in_executor")
    nothing = reference_tree("None")
    call.args = [call.func, *call.args]
    if len(step.references) > 1:
        call.func = reference_tree(step.references[1])
        return ast.Call(runner, [nothing, call], [])
    call.func, call.args = runner, [nothing, *call.args]
    return call


def _names(edit: OffloadToLoop, path: Path) -> Iterator[str]:
    yield edit.loop
    call = path[-1]
    if isinstance(call, ast.Call) and call.keywords:
        yield "functools.partial"


kind = EditKind(OffloadToLoop, _write, _mean, names=_names, prepare=prepared)
