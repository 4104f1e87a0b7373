"""What making ``with``, ``for`` and ``def`` asynchronous shares with the way back."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import Fragment, expression_fragment, header_fragment

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

CAN_BE_ASYNC = (cst.With, cst.For, cst.CompFor, cst.FunctionDef)


def statement_or_clause(path: Path) -> ast.AST:
    """The statement at the end of *path*, or the comprehension clause whose target stands there."""
    if isinstance(path[-1], ast.stmt):
        return path[-1]
    clause = path[-2]
    if not isinstance(clause, ast.comprehension) or path[-1] is not clause.target:
        raise RefusedError("there is no comprehension clause at the position of the fix")
    return clause


def header_or_comprehension(step: AnyStep, text: FileText) -> Fragment:
    """The statement up to its body, or the comprehension that the clause belongs to."""
    if isinstance(step.anchor, ast.stmt):
        return header_fragment(step.anchor, text)
    return expression_fragment(step.path[-3], text)


def as_kind(kind: type[ast.AST], node: ast.AST) -> ast.AST:
    """A node of another class with the parts of *node*."""
    return kind(**{name: getattr(node, name, None) for name in node._fields})


def shifted_parameters(function: cst.FunctionDef, by: int, column: int) -> cst.Parameters:
    """The parameters of *function*, whose continuation lines go *by* columns where the bracket goes.

    Those are the lines that stand under the first parameter, of a function that begins at *column*
    (0-based); others have a form of their own.
    """
    is_async = function.asynchronous is not None
    under = len(f"{'async ' if is_async else ''}def {function.name.value}(") + column
    shifted = function.params.visit(_Shift(under, by))
    assert isinstance(shifted, cst.Parameters)
    return shifted


class _Shift(cst.CSTTransformer):
    """Moves what begins at the column *under* of a line of its own."""

    def __init__(self, under: int, by: int) -> None:
        super().__init__()
        self._under, self._by = under, by

    def leave_ParenthesizedWhitespace(  # noqa: N802  # the name is LibCST's
        self, original_node: cst.ParenthesizedWhitespace, updated_node: cst.ParenthesizedWhitespace
    ) -> cst.ParenthesizedWhitespace:
        """The line with its spaces."""
        last = original_node.last_line
        if last.value != " " * self._under:
            return updated_node
        spaces = " " * (self._under + self._by)
        return updated_node.with_changes(last_line=last.with_changes(value=spaces))
