"""The comments within a statement and behind it, and where they stand."""

from __future__ import annotations

import ast
import io
import tokenize
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.fixes.text.file_text import FileText


class Comment(NamedTuple):
    """A comment's *text* with its ``#``; *start* and *end* (offsets) are from the blanks before it on."""

    text: str
    start: int
    end: int


def comments_of(stmt: ast.stmt, text: FileText) -> Iterator[Comment]:
    """Those on the lines of *stmt*, in their order; none where its lines alone are no tokens."""
    start, end = text.range_of_node(stmt)
    start -= stmt.col_offset
    code = text.source[start : text.line_end(end, with_newline=False)].decode("utf-8")
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return
    for token in tokens:
        if token.type == tokenize.COMMENT:
            line = text.offset(stmt.lineno + token.start[0] - 1, 0)
            before = token.line[: token.start[1]].rstrip()
            whole = token.line.rstrip("\r\n")
            yield Comment(
                token.string,
                line + len(before.encode("utf-8")),
                line + len(whole.encode("utf-8")),
            )
