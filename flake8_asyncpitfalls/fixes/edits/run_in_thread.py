"""Statements of a block become a nested function, which a thread runs as a whole."""

from __future__ import annotations

import ast
import copy
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import RunInThread
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.edits._blocks import ends_with_empty_line, replaced_lines
from flake8_asyncpitfalls.fixes.edits._functions import stands_apart, with_lines_above
from flake8_asyncpitfalls.fixes.edits._hops import called_directly, meant_directly
from flake8_asyncpitfalls.fixes.edits._layout import broken_at, header_broken_at
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    Fragment,
    statement_fragment,
)
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree, statements_of
from flake8_asyncpitfalls.semantics.source.node_fields import place_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

_RETURN, _VALUE = "return", "value"
_GIVING = (cst.Assign, cst.AnnAssign)
_BODY = "body"
_HOISTED_FROM = (ast.Try, ast.For, ast.AsyncFor, ast.While)
"""Who reads these looks for what happens there, again or at all: no place to define a function."""

_FAR = 15
"""Lines."""


def _write(node: Any, step: Step[RunInThread], place: ExpressionPlace) -> Any:
    edit, places = step.edit, _places(step)
    holder = node
    for block, number in places:
        holder = getattr(holder, block).body[number]
    is_apart = ends_with_empty_line(holder, edit.block, edit.first - 1)
    if edit.first == 0:
        is_apart = isinstance(holder, cst.FunctionDef) or not step.sets_functions_apart
        is_apart = is_apart or (edit.first == edit.last and _has_comment(holder, edit.block))
    made: list[cst.FunctionDef] = []

    def change(lines: Sequence[Any], indent: str | None) -> list[cst.BaseStatement]:
        function, running = _moved(lines, indent, step, is_apart=is_apart)
        if not _is_hoisted(step):
            return [function, running]
        made.append(function)
        above = _split_above(lines[0])[0] if _is_said_within(lines) else lines[0].leading_lines
        return [running.with_changes(leading_lines=above)]

    new = _changed(node, places, edit, change)
    if not made:
        return new
    apart = (cst.EmptyLine(indent=False),)
    # What was said above the statement is said of the function too.
    before = (*(() if step.is_first else apart), *node.leading_lines)
    function = made[0].with_changes(leading_lines=before)
    return cst.FlattenSentinel([function, new.with_changes(leading_lines=apart)])


def _is_said_within(lines: Sequence[Any]) -> bool:
    """Whether a comment above the first of *lines* is about the first of several steps in them."""
    return len(lines) > 1 or "#" in cst.Module([lines[0].with_changes(leading_lines=())]).code


def _has_comment(node: Any, block: str) -> bool:
    """Whether a comment stands before the first statement of the *block* of *node*."""
    part = getattr(node, block)
    suite = part if isinstance(part, cst.BaseSuite) else part.body
    return bool(getattr(suite.body[0], "leading_lines", ()))


def _changed(
    node: Any, places: Sequence[tuple[str, int]], edit: RunInThread, change: Callable[..., Any]
) -> Any:
    """*node* with the statements of *edit*, which stand in it at the end of *places*, changed."""
    if not places:
        return replaced_lines(node, edit.block, edit.first, edit.last, change)
    (block, number), *inner = places
    return replaced_lines(
        node, block, number, number, lambda lines, _: [_changed(lines[0], inner, edit, change)]
    )


def _is_hoisted(step: Step[RunInThread]) -> bool:
    """Whether the function goes before the loop or ``try`` in whose body the statements stand.

    Not where something in there must first tell of which type a variable is that it uses, nor where it
    is bound there only: who reads the function should have met it.
    """
    if not isinstance(step.node, _HOISTED_FROM) or step.edit.block != _BODY:
        return False
    before = step.node.body[: step.edit.first]
    if isinstance(step.node, ast.Try) and _is_far(step.node, step.node.body[step.edit.first]):
        return False
    if isinstance(step.node, ast.Try) and _bound_in(before) & _used(step):
        return False
    return not step.edit.returns or not _is_told_inside(step)


def _is_far(outer: ast.stmt, inner: ast.stmt) -> bool:
    """Whether *inner* begins so far down in *outer* that who reads it has forgotten what stands above."""
    return inner.lineno - outer.lineno > _FAR


def _is_told_inside(step: Step[RunInThread]) -> bool:
    """Whether a test before the statements, in the same block, is about a variable that they use."""
    before = step.node.body[: step.edit.first]  # type: ignore[attr-defined]
    tests = [stmt.test for stmt in before if isinstance(stmt, (ast.Assert, ast.If))]
    return bool(_names_in(tests) & _used(step))


def _used(step: Step[RunInThread]) -> set[str]:
    """The variables of the statements that move, but those that the function is given."""
    moved = step.node.body[step.edit.first : step.edit.last + 1]  # type: ignore[attr-defined]
    return _names_in(moved) - {code.partition(":")[0] for code in step.edit.takes}


def _bound_in(stmts: Sequence[ast.stmt]) -> set[str]:
    nodes = [part for stmt in stmts for part in ast.walk(stmt)]
    names = {part.id for part in nodes if isinstance(part, ast.Name) and _is_stored(part)}
    return names | {part.asname or part.name for part in nodes if isinstance(part, ast.alias)}


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _names_in(nodes: Sequence[ast.AST]) -> set[str]:
    return {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)}


def _places(step: Step[RunInThread]) -> list[tuple[str, int]]:
    """The blocks and numbers (0-based) of the statements from the step's anchor down to its node."""
    chain = step.path[_index(step.anchor, step.path) :]
    return [
        place
        for outer, inner in pairwise(chain)
        if isinstance(inner, ast.stmt) and (place := place_in(inner, outer))
    ]


def _index(node: ast.AST, path: Path) -> int:
    return next(number for number, other in enumerate(path) if other is node)


def _outermost(path: Path) -> ast.AST:
    """The outermost of the loops and ``try`` around the statement at the end of *path*, one in another."""
    number = len(path) - 1
    while (
        isinstance(outer := path[number - 1], _HOISTED_FROM)
        and (place := place_in(path[number], outer)) is not None
        and place[0] == _BODY
        and not (isinstance(outer, ast.Try) and _is_far(outer, outer.body[place[1]]))
    ):
        number -= 1
    return path[number]


def _moved(
    lines: Sequence[Any], indent: str | None, step: Step[RunInThread], *, is_apart: bool
) -> tuple[cst.FunctionDef, cst.SimpleStatementLine]:
    """The nested function, and the statement that awaits it."""
    gives, returns = step.edit.gives, step.edit.returns
    running = cst.parse_expression(_running(step))
    outer: cst.BaseSmallStatement = cst.Expr(running)
    first = lines[0]
    above, said = _split_above(first)
    if len(lines) == 1 and not (_is_hoisted(step) and _is_said_within(lines)):
        # What is said of a single statement is said of the function.
        above, said = first.leading_lines, ()
    inside = list(map(called_directly, [first.with_changes(leading_lines=said), *lines[1:]]))
    inside[-1] = _without_empty_end(inside[-1])
    asserts = [cst.parse_statement(f"assert {test}") for test in step.edit.asserts]
    if gives == _RETURN:
        outer = cst.Return(running)
        if _is_given_by_with(step):
            inside[-2:] = [_parted(inside[-2], running)[0]]
    elif gives == _VALUE:
        inside[-1], outer = _parted(inside[-1], running)
    elif gives:
        outer = cst.Assign([cst.AssignTarget(cst.parse_expression(gives))], running)  # type: ignore[arg-type]
        inside.append(cst.SimpleStatementLine([cst.Return(cst.parse_expression(gives))]))
    function = cst.FunctionDef(
        cst.Name(step.edit.name),
        cst.Parameters([_parameter(code) for code in step.edit.takes]),
        cst.IndentedBlock([*asserts, *inside], indent=indent),
        returns=cst.Annotation(cst.parse_expression(returns)) if returns else None,
        leading_lines=_apart(above, is_apart=is_apart),
    )
    before = [cst.EmptyLine(indent=False)]
    stmt = cst.SimpleStatementLine([outer], leading_lines=before)
    return _within_width(function, stmt, running, step) if step.width else (function, stmt)


def _is_given_by_with(step: Step[RunInThread]) -> bool:
    """Whether the block ends with a ``with`` that binds a variable at its end, and the ``return`` of that.

    The ``with`` itself can return it in a function of its own, unless something is said of the ``return``.
    """
    match _ending(step):
        case [ast.With() as stmt, ast.Return(value=ast.Name(id=name))]:
            last: ast.stmt = stmt
        case _:
            return False
    if any("#" in line for line in step.lines):
        return False
    while isinstance(last, ast.With):
        last = last.body[-1]
    match last:
        case ast.Assign(targets=[ast.Name(id=bound)]):
            return name == bound
    return False


def _ending(step: Step[RunInThread]) -> list[ast.stmt]:
    """The last two of the statements that move; fewer if there are fewer."""
    stmts: list[ast.stmt] = getattr(step.node, step.edit.block)
    return stmts[max(step.edit.first, step.edit.last - 1) : step.edit.last + 1]


def _lines_after_first(stmts: Sequence[ast.stmt], text: FileText) -> tuple[str, ...]:
    """The lines behind the first of *stmts*, down to the last one."""
    first, last = stmts[0].end_lineno, stmts[-1].end_lineno
    lines = text.source.splitlines()[first:last]
    return tuple(line.decode("utf-8") for line in lines)


def _within_width(
    function: cst.FunctionDef,
    stmt: cst.SimpleStatementLine,
    running: cst.BaseExpression,
    step: Step[RunInThread],
) -> tuple[cst.FunctionDef, cst.SimpleStatementLine]:
    """*function* and *stmt*, which is *running* it, with their arguments on lines that are not too long."""
    column = getattr(step.node, step.edit.block)[step.edit.first].col_offset
    code = cst.Module([]).code_for_node(stmt.with_changes(leading_lines=()))
    if column + len(code.rstrip()) > step.width:
        call = cst.ensure_type(cst.ensure_type(running, cst.Await).expression, cst.Call)
        stmt = cst.ensure_type(
            stmt.deep_replace(call, broken_at(call, column, step)), cst.SimpleStatementLine
        )
    at = step.anchor.col_offset if _is_hoisted(step) else column  # type: ignore[attr-defined]
    return header_broken_at(function, at, step), stmt


def _split_above(line: Any) -> tuple[Sequence[cst.EmptyLine], Sequence[cst.EmptyLine]]:
    """The empty lines above *line*, and its comments."""
    lines = line.leading_lines
    start = next((i for i, one in enumerate(lines) if one.comment is not None), len(lines))
    return lines[:start], lines[start:]


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


def _mean(stmt: Any, step: Step[RunInThread]) -> ast.AST | list[ast.stmt]:
    places = _places(step)
    holder = stmt
    for name, number in places:
        inner = copy.copy(getattr(holder, name)[number])
        block = getattr(holder, name)
        setattr(holder, name, [*block[:number], inner, *block[number + 1 :]])
        holder = inner
    function, running = _meant(holder, step)
    edit = step.edit
    block = getattr(holder, edit.block)
    new = [running] if _is_hoisted(step) else [function, running]
    setattr(holder, edit.block, [*block[: edit.first], *new, *block[edit.last + 1 :]])
    return [function, stmt] if _is_hoisted(step) else stmt


def _meant(holder: Any, step: Step[RunInThread]) -> tuple[ast.stmt, ast.stmt]:
    """The nested function, and the statement that awaits it."""
    edit = step.edit
    block = getattr(holder, edit.block)
    # The old tree keeps what it has.
    inside = list(map(meant_directly, copy.deepcopy(block[edit.first : edit.last + 1])))
    running = reference_tree(_running(step))
    outer: ast.stmt = ast.Expr(running)
    if edit.gives == _RETURN:
        outer = ast.Return(running)
        if _is_given_by_with(step):
            inside[-2:] = [_meant_parts(inside[-2], running)[0]]
    elif edit.gives == _VALUE:
        inside[-1], outer = _meant_parts(inside[-1], running)
    elif edit.gives:
        (outer,) = statements_of(f"{edit.gives} = {_running(step)}")
        inside = [*inside, *statements_of(f"return {edit.gives}")]
    arrow = f" -> {edit.returns}" if edit.returns else ""
    (function,) = statements_of(f"def {edit.name}({', '.join(edit.takes)}){arrow}: pass")
    assert isinstance(function, ast.FunctionDef)
    asserts = statements_of("\n".join(f"assert {test}" for test in edit.asserts))
    function.body = [*asserts, *inside]
    return function, outer


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
    anchor = _outermost(step.path) if _is_hoisted(step) else step.anchor
    around = step.path[_index(anchor, step.path) - 1]
    fragment = with_lines_above(statement_fragment(anchor, text), text)
    return replace(
        step,
        anchor=anchor,
        lines=_lines_after_first(_ending(step), text),
        sets_functions_apart=text.style.is_by_formatter,
        width=0 if text.newline != b"\n" else text.width,
        closes_at_end=text.style.closes_at_end,
        is_first=stands_apart(fragment, anchor, around, text),
    )


def _fragment(step: Step[RunInThread], text: FileText) -> Fragment:
    """The statement, with what stands right above it where the function goes before it."""
    fragment = statement_fragment(step.anchor, text)
    return with_lines_above(fragment, text) if _is_hoisted(step) else fragment


kind = EditKind(
    RunInThread,
    _write,
    _mean,
    found_as=(ast.stmt,),
    fragment=_fragment,
    names=one_name,
    prepare=_prepared,
)
