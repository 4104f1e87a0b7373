"""Statements taken out of the block of another one."""

from __future__ import annotations

import libcst as cst

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
