"""``async for x in make():`` goes into ``async with aclosing(make()) as source:``, or into a ``try``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import HoldIterable
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._blocks import Lines
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    statement_fragment,
)
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree, statements_of
from flake8_asyncpitfalls.fixes.text.parentheses import (
    reference_to,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.CSTNode, step: Step[HoldIterable], place: ExpressionPlace
) -> cst.CSTNode | Lines:
    if not isinstance(node, cst.For) or not node.asynchronous:
        raise RefusedError("there is no async for here")
    name = cst.Name(step.edit.name)
    loop = node.with_changes(iter=name, leading_lines=())
    indent = node.body.indent if isinstance(node.body, cst.IndentedBlock) else None
    if not step.edit.qualified_name:
        making = cst.SimpleStatementLine(
            [cst.Assign([cst.AssignTarget(name)], node.iter)], leading_lines=node.leading_lines
        )
        ending = cst.parse_statement(_closing(step))
        last = cst.Finally(cst.IndentedBlock([ending], indent=indent))
        return cst.FlattenSentinel(
            [making, cst.Try(cst.IndentedBlock([loop], indent=indent), finalbody=last)]
        )
    closing = cst.Call(reference_to(step.reference), [cst.Arg(node.iter)])
    return cst.With(
        [cst.WithItem(closing, cst.AsName(name))],
        cst.IndentedBlock([loop], indent=indent),
        asynchronous=cst.Asynchronous(),
        leading_lines=node.leading_lines,
    )


def _closing(step: Step[HoldIterable]) -> str:
    return f"await {step.edit.name}.aclose()"


def _mean(loop: ast.AsyncFor, step: Step[HoldIterable]) -> ast.AST | list[ast.stmt]:
    name: str = step.edit.name
    if not step.edit.qualified_name:
        making = ast.Assign([ast.Name(name, ast.Store())], loop.iter)
        loop.iter = ast.Name(name, ast.Load())
        return [making, ast.Try([loop], [], [], list(statements_of(_closing(step))))]
    closing = ast.Call(reference_tree(step.reference), [loop.iter], [])
    loop.iter = ast.Name(name, ast.Load())
    return ast.AsyncWith([ast.withitem(closing, ast.Name(name, ast.Store()))], [loop])


kind = EditKind(
    HoldIterable,
    _write,
    _mean,
    found_as=(ast.AsyncFor,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
    names=lambda edit, path: [edit.qualified_name] if edit.qualified_name else [],
)
