"""``x = make()`` becomes ``async with make() as x:`` over the rest of the function."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import EnterRest
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    statement_fragment,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[EnterRest], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        raise RefusedError("there is no function with a body of its own here")
    index = step.edit.statement
    match node.body.body[index] if index < len(node.body.body) - 1 else None:
        case (
            cst.SimpleStatementLine(
                body=[
                    cst.Assign(targets=[cst.AssignTarget(target=cst.Name() as name)], value=value)
                ]
            ) as line
        ):
            entered = cst.With(
                [cst.WithItem(value, cst.AsName(name))],
                cst.IndentedBlock(
                    node.body.body[index + 1 :],
                    indent=node.body.indent,
                    header=line.trailing_whitespace,
                    footer=node.body.footer,
                ),
                asynchronous=cst.Asynchronous(),
                leading_lines=line.leading_lines,
            )
        case _:
            raise RefusedError("no single name is assigned here, or nothing follows")
    body = [*node.body.body[:index], entered]
    return node.with_changes(body=node.body.with_changes(body=body, footer=()))


def _mean(function: ast.AsyncFunctionDef, step: Step[EnterRest]) -> ast.AST:
    index = step.edit.statement
    before, made, rest = function.body[:index], function.body[index], function.body[index + 1 :]
    assert isinstance(made, ast.Assign)
    item = ast.withitem(made.value, made.targets[0])
    function.body = [*before, ast.AsyncWith([item], rest)]
    return function


kind = EditKind(
    EnterRest,
    _write,
    _mean,
    found_as=(ast.AsyncFunctionDef,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
)
