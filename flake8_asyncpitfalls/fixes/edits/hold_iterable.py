"""``async for x in make():`` goes into ``async with aclosing(make()) as source:``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import HoldIterable
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    statement_fragment,
)
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import (
    reference_to,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[HoldIterable], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, cst.For) or not node.asynchronous:
        raise RefusedError("there is no async for here")
    closing = cst.Call(reference_to(step.reference), [cst.Arg(node.iter)])
    name = cst.Name(step.edit.name)
    loop = node.with_changes(iter=name, leading_lines=())
    indent = node.body.indent if isinstance(node.body, cst.IndentedBlock) else None
    return cst.With(
        [cst.WithItem(closing, cst.AsName(name))],
        cst.IndentedBlock([loop], indent=indent),
        asynchronous=cst.Asynchronous(),
        leading_lines=node.leading_lines,
    )


def _mean(loop: ast.AsyncFor, step: Step[HoldIterable]) -> ast.AST:
    name: str = step.edit.name
    closing = ast.Call(reference_tree(step.reference), [loop.iter], [])
    loop.iter = ast.Name(name, ast.Load())
    return ast.AsyncWith([ast.withitem(closing, ast.Name(name, ast.Store()))], [loop])


kind = EditKind(
    HoldIterable,
    _write,
    _mean,
    found_as=(ast.AsyncFor,),
    fragment=lambda step, text: statement_fragment(step.anchor, text),
    names=one_name,
)
