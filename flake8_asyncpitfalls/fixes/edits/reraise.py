"""``raise`` at the end of an ``except`` clause, in place of a sole ``pass`` or ``...``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import Reraise
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import (
    handler_fragment,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace


def _write(node: cst.CSTNode, step: Step[Reraise], place: ExpressionPlace) -> cst.CSTNode:
    if not isinstance(node, (cst.ExceptHandler, cst.ExceptStarHandler)):
        raise RefusedError("there is no except clause here")
    suite, raising = node.body, cst.Raise()
    if isinstance(suite, cst.SimpleStatementSuite):
        small = [raising] if _is_empty(suite.body) else [*suite.body, raising]
        return node.with_changes(body=suite.with_changes(body=small))
    assert isinstance(suite, cst.IndentedBlock)
    match suite.body:
        case [cst.SimpleStatementLine(body=sole) as line] if _is_empty(sole):
            body: list[cst.BaseStatement] = [line.with_changes(body=[raising])]
        case _:
            body = [*suite.body, cst.SimpleStatementLine([raising])]
    return node.with_changes(body=suite.with_changes(body=body))


def _is_empty(body: Any) -> bool:
    if len(body) != 1:
        return False
    if isinstance(body[0], cst.Expr):
        return isinstance(body[0].value, cst.Ellipsis)
    return isinstance(body[0], cst.Pass)


def _mean(handler: ast.ExceptHandler, step: Step[Reraise]) -> ast.AST:
    handler.body = [*([] if _does_nothing(handler.body) else handler.body), ast.Raise()]
    return handler


def _does_nothing(body: list[ast.stmt]) -> bool:
    match body:
        case [ast.Pass()]:
            return True
        case [ast.Expr(ast.Constant(value))]:
            return value is ...
    return False


kind = EditKind(
    Reraise,
    _write,
    _mean,
    found_as=(ast.ExceptHandler,),
    fragment=lambda step, text: handler_fragment(step.anchor, text),
)
