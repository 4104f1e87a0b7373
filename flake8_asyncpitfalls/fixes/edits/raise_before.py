"""``except CancelledError: raise`` before a handler that catches everything."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import RaiseBefore
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step, one_name
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import lines_fragment
from flake8_asyncpitfalls.fixes.text.made_trees import reference_tree
from flake8_asyncpitfalls.fixes.text.parentheses import reference_to

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[RaiseBefore], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, cst.Try):
        raise RefusedError("there is no try with such clauses here")
    index = _index(step)
    new = cst.ExceptHandler(
        cst.IndentedBlock([cst.SimpleStatementLine([cst.Raise()])], indent=_indent(node)),
        reference_to(step.reference),
    )
    return node.with_changes(handlers=[*node.handlers[:index], new, *node.handlers[index:]])


def _indent(node: cst.Try) -> str | None:
    return node.body.indent if isinstance(node.body, cst.IndentedBlock) else None


def _mean(stmt: ast.Try, step: Step[RaiseBefore]) -> ast.stmt:
    index = _index(step)
    new = ast.ExceptHandler(reference_tree(step.reference), None, [ast.Raise()])
    stmt.handlers = [*stmt.handlers[:index], new, *stmt.handlers[index:]]
    return stmt


def _index(step: Step[RaiseBefore]) -> int:
    assert isinstance(step.anchor, ast.Try)
    return step.anchor.handlers.index(step.node)  # type: ignore[arg-type]


kind = EditKind(
    RaiseBefore,
    _write,
    _mean,
    found_as=(ast.ExceptHandler,),
    anchor=lambda path: path[-2],
    fragment=lambda step, text: lines_fragment(step.anchor, text),
    names=one_name,
)
