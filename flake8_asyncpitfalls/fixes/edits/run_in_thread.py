"""Statements of a block become a nested function, which a thread runs as a whole."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import RunInThread
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.edits._blocks import ends_with_empty_line, replaced_lines
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import statement_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree, statements_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText

_RETURN, _VALUE = "return", "value"
_GIVING = (cst.Assign, cst.AnnAssign)


def _write(node: cst.CSTNode, step: Step[RunInThread], place: ExpressionPlace) -> cst.CSTNode:
    edit = step.edit
    is_apart = ends_with_empty_line(node, edit.block, edit.first - 1)
    if edit.first == 0:
        is_apart = isinstance(node, cst.FunctionDef) or not step.sets_functions_apart
    return replaced_lines(
        node, edit.block, edit.first, edit.last,
        lambda lines, indent: _moved(lines, indent, step, is_apart=is_apart),
    )  # fmt: skip


def _moved(
    lines: Sequence[Any], indent: str | None, step: Step[RunInThread], *, is_apart: bool
) -> list[cst.BaseStatement]:
    """The nested function, and the statement that awaits it."""
    gives, returns = step.edit.gives, step.edit.returns
    running = cst.parse_expression(_running(step))
    outer: cst.BaseSmallStatement = cst.Expr(running)
    first = lines[0]
    inside = [first.with_changes(leading_lines=()), *lines[1:]]
    inside[-1] = _without_empty_end(inside[-1])
    if gives == _RETURN:
        outer = cst.Return(running)
    elif gives == _VALUE:
        inside[-1], outer = _parted(inside[-1], running)
    elif gives:
        outer = cst.Assign([cst.AssignTarget(cst.parse_expression(gives))], running)  # type: ignore[arg-type]
        inside.append(cst.SimpleStatementLine([cst.Return(cst.parse_expression(gives))]))
    function = cst.FunctionDef(
        cst.Name(step.edit.name),
        cst.Parameters([_parameter(code) for code in step.edit.takes]),
        cst.IndentedBlock(inside, indent=indent),
        returns=cst.Annotation(cst.parse_expression(returns)) if returns else None,
        leading_lines=_apart(first.leading_lines, is_apart=is_apart),
    )
    before = [cst.EmptyLine(indent=False)]
    return [function, cst.SimpleStatementLine([outer], leading_lines=before)]


def _apart(lines: Sequence[cst.EmptyLine], *, is_apart: bool) -> Sequence[cst.EmptyLine]:
    """*lines* with an empty one before them, where another statement stands right above."""
    is_apart = is_apart or any(line.comment is None for line in lines)
    return lines if is_apart else [cst.EmptyLine(indent=False), *lines]


def _without_empty_end(line: Any) -> Any:
    """*line* without the empty lines behind the last statement of its block: they set it apart."""
    body = getattr(line, "body", None)
    if not isinstance(body, cst.IndentedBlock):
        return line
    footer = list(body.footer)
    while footer and footer[-1].comment is None:
        footer.pop()
    last = _without_empty_end(body.body[-1])
    return line.with_changes(body=body.with_changes(body=[*body.body[:-1], last], footer=footer))


def _running(step: Step[RunInThread]) -> str:
    given = [code.partition(":")[0] for code in step.edit.takes]
    return f"await {step.reference}({', '.join([step.edit.name, *given])})"


def _parameter(code: str) -> cst.Param:
    name, _, kind = code.partition(": ")
    annotation = cst.Annotation(cst.parse_expression(kind)) if kind else None
    return cst.Param(cst.Name(name), annotation)


def _parted(line: Any, running: cst.BaseExpression) -> tuple[Any, cst.BaseSmallStatement]:
    """*line* with its last assignment returned instead, and what is assigned outside."""
    if isinstance(line, cst.With):
        *before, last = line.body.body
        inner, outer = _parted(last, running)
        return line.with_changes(body=line.body.with_changes(body=[*before, inner])), outer
    small = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    if not isinstance(small, _GIVING) or small.value is None or len(line.body) != 1:
        raise RefusedError("the block gives no value at its end")
    return line.with_changes(body=[cst.Return(small.value)]), small.with_changes(value=running)


def _mean(stmt: Any, step: Step[RunInThread]) -> ast.AST:
    edit = step.edit
    block = getattr(stmt, edit.block)
    inside = block[edit.first : edit.last + 1]
    running = reference_tree(_running(step))
    outer: ast.stmt = ast.Expr(running)
    if edit.gives == _RETURN:
        outer = ast.Return(running)
    elif edit.gives == _VALUE:
        inside[-1], outer = _meant_parts(inside[-1], running)
    elif edit.gives:
        (outer,) = statements_of(f"{edit.gives} = {_running(step)}")
        inside = [*inside, *statements_of(f"return {edit.gives}")]
    arrow = f" -> {edit.returns}" if edit.returns else ""
    (function,) = statements_of(f"def {edit.name}({', '.join(edit.takes)}){arrow}: pass")
    assert isinstance(function, ast.FunctionDef)
    function.body = inside
    new = [*block[: edit.first], function, outer, *block[edit.last + 1 :]]
    setattr(stmt, edit.block, new)
    return stmt  # type: ignore[no-any-return]


def _meant_parts(last: ast.stmt, running: ast.expr) -> tuple[ast.stmt, ast.stmt]:
    if isinstance(last, ast.With):
        inner, outer = _meant_parts(last.body[-1], running)
        return ast.With(last.items, [*last.body[:-1], inner]), outer
    if isinstance(last, ast.AnnAssign):
        assigned = ast.AnnAssign(last.target, last.annotation, running, last.simple)
        return ast.Return(last.value), assigned
    assert isinstance(last, ast.Assign)
    return ast.Return(last.value), ast.Assign(last.targets, running)


def _prepared(step: Step[RunInThread], text: FileText, names: Visibility) -> Step[RunInThread]:
    return replace(step, sets_functions_apart=text.style.is_by_formatter)


kind = EditKind(
    RunInThread,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
    names=one_name,
    prepare=_prepared,
)
