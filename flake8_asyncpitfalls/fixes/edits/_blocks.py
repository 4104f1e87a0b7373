"""Statements taken out of the block of another one, or replaced in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Lines = cst.FlattenSentinel[cst.BaseStatement]


def taken_out(suite: cst.BaseSuite) -> Lines:
    """The statements of *suite*, less indented; a comment after its colon goes before them."""
    if isinstance(suite, cst.SimpleStatementSuite):
        line = cst.SimpleStatementLine(suite.body, trailing_whitespace=suite.trailing_whitespace)
        return cst.FlattenSentinel([line])
    assert isinstance(suite, cst.IndentedBlock)
    comments = [] if suite.header.comment is None else [suite.header.comment]
    first = suite.body[0]
    assert isinstance(first, (cst.SimpleStatementLine, cst.BaseCompoundStatement))
    comments += [line.comment for line in first.leading_lines if line.comment is not None]
    lines = [cst.EmptyLine(comment=comment) for comment in comments]
    return cst.FlattenSentinel([first.with_changes(leading_lines=lines), *suite.body[1:]])


def replaced_lines(
    node: cst.CSTNode,
    block: str,
    first: int,
    last: int,
    change: Callable[[Sequence[Any], str | None], Sequence[Any]],
) -> cst.CSTNode:
    """*node* with the statements *first* to *last* (0-based) of its *block* changed.

    *block* is ``body``, ``orelse`` or ``finalbody``. *change* takes the lines and the indentation of
    the block, None for that of the module. Raises RefusedError where statements share a line.
    """
    part = getattr(node, block, None)
    holder = node if isinstance(part, cst.BaseSuite) else part
    suite: Any = getattr(holder, "body", None)
    if not isinstance(holder, cst.CSTNode) or not isinstance(suite, cst.IndentedBlock):
        raise RefusedError("there is no block of several lines here")
    lines = suite.body[first : last + 1]
    if len(lines) != last - first + 1 or any(map(_is_shared, suite.body)):
        raise RefusedError("statements of the block share a line")
    body = [*suite.body[:first], *change(lines, suite.indent), *suite.body[last + 1 :]]
    new = holder.with_changes(body=suite.with_changes(body=body))
    return new if holder is node else node.with_changes(**{block: new})


def ends_with_empty_line(node: cst.CSTNode, block: str, index: int) -> bool:
    """Whether an empty line ends statement *index* of the *block* of *node*, as part of its own block."""
    part = getattr(node, block, None)
    suite: Any = part if isinstance(part, cst.BaseSuite) else getattr(part, "body", None)
    line: Any = suite.body[index] if index >= 0 and isinstance(suite, cst.IndentedBlock) else None
    while line is not None:
        orelse = getattr(line, "orelse", None) or getattr(line, "finalbody", None)
        inner = getattr(orelse or line, "body", None)
        if not isinstance(inner, cst.IndentedBlock):
            return False
        if inner.footer:
            return inner.footer[-1].comment is None
        line = inner.body[-1]
    return False


def _is_shared(line: cst.BaseStatement) -> bool:
    return isinstance(line, cst.SimpleStatementLine) and len(line.body) != 1
