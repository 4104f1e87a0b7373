"""An ``except`` clause goes, and with the last one the ``try`` around its body."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.edit import DropHandler
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Meaning, Step
from flake8_asyncpitfalls.fixes.edits._blocks import Lines, taken_out
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import lines_fragment

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(
    node: cst.CSTNode, step: Step[DropHandler], place: ExpressionPlace
) -> cst.CSTNode | Lines:
    if not isinstance(node, cst.Try):
        raise RefusedError("there is no try with such clauses here")
    index = _index(step)
    handlers = [handler for number, handler in enumerate(node.handlers) if number != index]
    if handlers or (node.finalbody and not node.orelse):
        return node.with_changes(handlers=handlers)
    if node.orelse or node.finalbody:
        raise RefusedError("an else would stand without an except")
    return taken_out(node.body)


def _mean(stmt: ast.Try, step: Step[DropHandler]) -> Meaning:
    index = _index(step)
    stmt.handlers = [*stmt.handlers[:index], *stmt.handlers[index + 1 :]]
    return stmt if stmt.handlers or stmt.finalbody else stmt.body


def _index(step: Step[DropHandler]) -> int:
    assert isinstance(step.anchor, (ast.Try, ast.TryStar))
    return step.anchor.handlers.index(step.node)  # type: ignore[arg-type]


kind = EditKind(
    DropHandler,
    _write,
    _mean,
    found_as=(ast.ExceptHandler,),
    anchor=lambda path: path[-2],
    fragment=lambda step, text: lines_fragment(step.anchor, text),
)
