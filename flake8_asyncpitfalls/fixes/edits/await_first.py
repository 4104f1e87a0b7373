"""``x += await f()`` becomes ``value = await f()`` and ``x += value``."""

from __future__ import annotations

import ast
import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.edit import AwaitFirst
from flake8_asyncpitfalls.fixes.edit_kind import EditKind, Step
from flake8_asyncpitfalls.fixes.edits._blocks import Lines
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import lines_fragment
from flake8_asyncpitfalls.fixes.text.parentheses import without_parentheses
from flake8_asyncpitfalls.semantics.source.new_names import names_in, new_name

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText


def _write(node: cst.CSTNode, step: Step[AwaitFirst], place: ExpressionPlace) -> Lines:
    match node:
        case cst.SimpleStatementLine(body=[cst.AugAssign() | cst.Assign() as small]):
            taker = _Taker(step.name)
            changed = small.with_changes(value=small.value.visit(taker))
        case _:
            raise RefusedError("no statement of its own changes something here")
    if len(taker.taken) != 1:
        raise RefusedError("there is not one await to go first")
    bound = cst.AssignTarget(cst.Name(step.name))
    first = cst.Assign([bound], without_parentheses(taker.taken[0]))
    line = cst.SimpleStatementLine([first], leading_lines=node.leading_lines)
    return cst.FlattenSentinel([line, node.with_changes(body=[changed], leading_lines=())])


class _Taker(cst.CSTTransformer):
    """Puts *name* in the place of the outermost awaits and keeps those."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.taken: list[cst.BaseExpression] = []

    def visit_Await(self, node: cst.Await) -> bool:  # noqa: N802
        return False

    def leave_Await(  # noqa: N802
        self, original_node: cst.Await, updated_node: cst.Await
    ) -> cst.BaseExpression:
        self.taken.append(original_node)
        return cst.Name(self._name)


def _mean(stmt: ast.AugAssign | ast.Assign, step: Step[AwaitFirst]) -> list[ast.stmt]:
    awaits: list[ast.expr] = []
    stmt.value = _without_awaits(stmt.value, step.name, awaits)
    return [ast.Assign([ast.Name(step.name, ast.Store())], awaits[0]), stmt]


def _without_awaits(node: Any, name: str, awaits: list[ast.expr]) -> Any:
    """*node* with *name* for its outermost awaits, which go to *awaits*; the rest is shared."""
    if isinstance(node, ast.Await):
        awaits.append(node)
        return ast.Name(name, ast.Load())
    if isinstance(node, list):
        return [_without_awaits(part, name, awaits) for part in node]
    if not isinstance(node, ast.AST) or not any(isinstance(n, ast.Await) for n in ast.walk(node)):
        return node
    result = copy.copy(node)
    for field, value in ast.iter_fields(node):
        setattr(result, field, _without_awaits(value, name, awaits))
    return result


def _with_variable(step: Step[AwaitFirst], text: FileText, names: Visibility) -> Step[AwaitFirst]:
    function = next(node for node in reversed(step.path) if isinstance(node, ast.AsyncFunctionDef))
    return replace(step, name=new_name(names_in(function), "value", "awaited"))


kind = EditKind(
    AwaitFirst,
    _write,
    _mean,
    found_as=(ast.AugAssign, ast.Assign),
    fragment=lambda step, text: lines_fragment(step.anchor, text),
    prepare=_with_variable,
)
