"""The place that an edited expression fills, as the syntax tree and the source have it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

# Possessive, since a comment may hold many "#".
_CLOSING = re.compile(rb"(?:[ \t\f\r\n\\]++|#[^\r\n]*+)*+\)")
_OPENING = re.compile(rb"\([ \t\f\r\n]*$")


@dataclass(slots=True)
class ExpressionPlace:
    """What the place of an expression asks of what is put there.

    *needs_primary*: only what binds like a call may stand there, as before ``.x``, ``[0]``, ``()``.
    *is_loose*: any expression may, as an argument does. *has_parentheses*: the old expression has
    its own. *is_last*: no further edit of this place follows. *may_drop_parentheses* is an answer:
    the old parentheses are needed no more.
    """

    needs_primary: bool
    is_loose: bool
    has_parentheses: bool
    is_last: bool = True
    may_drop_parentheses: bool = False

    @property
    def await_width(self) -> int:
        """How many characters an ``await`` takes that a further edit puts before what stands here."""
        if self.is_last:
            return 0
        return len("await (" if self.needs_primary else "await ")


def place_of(path: Path, text: FileText) -> ExpressionPlace:
    """The place of the expression at the end of *path*."""
    node, parent = path[-1], path[-2]
    needs_primary = _needs_primary(node, parent)
    is_loose = isinstance(parent, (ast.stmt, ast.keyword, ast.List, ast.Set, ast.Tuple)) or (
        isinstance(parent, ast.Call) and not needs_primary
    )
    return ExpressionPlace(needs_primary, is_loose, _has_parentheses(node, text, needs_primary))


def _needs_primary(node: ast.AST, parent: ast.AST) -> bool:
    match parent:
        case ast.Attribute(value=child) | ast.Subscript(value=child):
            return child is node
        case ast.Await(value=child) | ast.Call(func=child):
            return child is node
    return False


def _has_parentheses(node: ast.AST, text: FileText, needs_primary: bool) -> bool:
    """Whether parentheses of its own surround *node*.

    What follows a primary is ``.``, ``[`` or ``(``, so that a closing one is its own. A comment
    after the opening one hides that elsewhere, and one pair too many is written, which is harmless.
    """
    start, end = text.range_of_node(node)
    if not _CLOSING.match(text.source, end):
        return False
    return needs_primary or bool(_OPENING.search(text.source[max(0, start - 200) : start]))


def parentheses_on_line(path: Path, text: FileText) -> tuple[int, int] | None:
    """The offsets of parentheses right around the end of *path*, with only blanks between."""
    start, end = text.range_of_node(path[-1])
    before = text.before_on_line(start).rstrip(b" \t")
    rest = text.source[end : text.line_end(end, with_newline=False)]
    blanks = len(rest) - len(rest.lstrip(b" \t"))
    if before.endswith(b"(") and rest[blanks:].startswith(b")"):
        return text.line_starts[text.line_at(start) - 1] + len(before) - 1, end + blanks + 1
    return None
