"""A ``with`` block becomes a nested function, which a thread runs as a whole."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.finding import RunInThread
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Meaning, Step, one_name
from flake8_asyncpitfalls.fixes.edits._blocks import Lines
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import lines_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree, statements_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[RunInThread], place: ExpressionPlace) -> Lines:
    if not isinstance(node, cst.With) or not isinstance(node.body, cst.IndentedBlock):
        raise RefusedError("there is no with block of several lines here")
    line = node.body.body[-1]
    if not isinstance(line, cst.SimpleStatementLine) or len(line.body) != 1:
        raise RefusedError("the last statement of the block shares its line")
    running = cst.parse_expression(_running(step))
    inner, outer = _parted(line.body[0], running)
    body = [*node.body.body[:-1], line.with_changes(body=[inner])]
    block = node.with_changes(body=node.body.with_changes(body=body), leading_lines=())
    function = cst.FunctionDef(
        cst.Name(step.edit.name),
        cst.Parameters(),
        cst.IndentedBlock([block], indent=node.body.indent),
        leading_lines=node.leading_lines,
    )
    before = [cst.EmptyLine(indent=False)]
    return cst.FlattenSentinel([function, cst.SimpleStatementLine([outer], leading_lines=before)])


def _running(step: Step[RunInThread]) -> str:
    return f"await {step.reference}({step.edit.name})"


def _parted(
    last: cst.BaseSmallStatement, running: cst.BaseExpression
) -> tuple[cst.BaseSmallStatement, cst.BaseSmallStatement]:
    """What the last statement of the block becomes, and what stands after the function."""
    if isinstance(last, cst.Expr):
        return last, cst.Expr(running)
    if not isinstance(last, (cst.Return, cst.Assign, cst.AnnAssign)) or last.value is None:
        raise RefusedError("the block gives no value at its end")
    return cst.Return(last.value), last.with_changes(value=running)


def _mean(stmt: ast.With, step: Step[RunInThread]) -> Meaning:
    last, running = stmt.body[-1], reference_tree(_running(step))
    inner: ast.stmt = last
    outer: ast.stmt = ast.Expr(running)
    if isinstance(last, ast.Return):
        outer = ast.Return(running)
    elif isinstance(last, ast.Assign):
        inner, outer = ast.Return(last.value), ast.Assign(last.targets, running)
    elif isinstance(last, ast.AnnAssign):
        inner = ast.Return(last.value)
        outer = ast.AnnAssign(last.target, last.annotation, running, last.simple)
    (function,) = statements_of(f"def {step.edit.name}(): pass")
    assert isinstance(function, ast.FunctionDef)
    function.body = [ast.With(stmt.items, [*stmt.body[:-1], inner])]
    return [function, outer]


kind = EditKind(
    RunInThread,
    _write,
    _mean,
    found_as=(ast.With,),
    fragment=lambda step, text: lines_fragment(step.anchor, text),
    names=one_name,
)
