"""The smallest stretch of source around an edit that can be parsed by itself."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.text.file_text import FileText

_BODY = "pass"


@dataclass(frozen=True, slots=True, order=True)
class Fragment:
    """The source from *start* to *end*, which parses as a module between *prefix* and *suffix*.

    *is_expression*: it is one expression, parsed inside parentheses; else it is a statement, the
    header of one (its body replaced by *suffix*), or an ``except`` clause. *is_elif*: it is an ``if``
    statement that begins with ``elif``, parsed after another one.
    """

    start: int
    end: int
    prefix: str
    suffix: str
    is_expression: bool = False
    is_elif: bool = False

    def holds(self, other: Fragment) -> bool:
        """Whether *other* lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def text(self, source: bytes) -> str:
        """What is parsed: the fragment with its prefix and suffix."""
        return self.prefix + source[self.start : self.end].decode("utf-8") + self.suffix


def expression_fragment(node: ast.AST, text: FileText) -> Fragment:
    """The expression *node* itself."""
    start, end = text.range_of_node(node)
    return Fragment(start, end, "(", ")", is_expression=True)


def header_fragment(stmt: ast.AST, text: FileText) -> Fragment:
    """The statement *stmt* up to its body."""
    start, _ = text.range_of_node(stmt)
    first: ast.stmt = stmt.body[0]  # type: ignore[attr-defined]
    end, _ = text.range_of_node(first)
    for decorator in getattr(first, "decorator_list", ())[:1]:
        end = text.source.rindex(b"@", start, text.range_of_node(decorator)[0])
    return Fragment(start, end, "", _BODY)


def handler_fragment(handler: ast.AST, text: FileText) -> Fragment:
    """The ``except`` clause *handler* with its lines."""
    start, end = text.range_of_node(handler)
    newline = text.newline.decode("ascii")
    return Fragment(start, text.line_end(end, with_newline=True), f"try: pass{newline}", "")


def statement_fragment(stmt: ast.AST, text: FileText) -> Fragment:
    """A whole statement: with its lines when it has them for itself, else without a newline."""
    start, end = text.range_of_node(stmt)
    if not has_own_lines(stmt, text):
        return Fragment(start, end, "", "")
    # A form feed sets the column back to 0.
    indent = text.before_on_line(start).rpartition(b"\f")[2].decode("ascii")
    newline = text.newline.decode("ascii")
    prefix = f"if 1:{newline}{indent}" if indent else ""
    is_elif = _is_elif(stmt, text)
    if is_elif:
        prefix += f"if 1: pass{newline}{indent}"
    end = text.line_end(end, with_newline=True)
    return Fragment(start, end, prefix, "", is_elif=is_elif)


def _is_elif(stmt: ast.AST, text: FileText) -> bool:
    start, _ = text.range_of_node(stmt)
    return isinstance(stmt, ast.If) and text.source.startswith(b"elif", start)


def lines_fragment(stmt: ast.AST, text: FileText) -> Fragment:
    """A whole statement that shares its lines with no other; raises RefusedError."""
    is_part = bool(getattr(stmt, "decorator_list", ())) or _is_elif(stmt, text)
    if is_part or not has_own_lines(stmt, text):
        raise RefusedError("there is no line of its own for another statement")
    return statement_fragment(stmt, text)


def from_line_start(fragment: Fragment, text: FileText) -> Fragment:
    """*fragment*, a statement's, from the start of its first line on: an empty line may go before it."""
    indent = text.before_on_line(fragment.start)
    if b"\f" in indent or fragment.is_elif:
        return fragment
    prefix = fragment.prefix[: len(fragment.prefix) - len(indent)]
    return replace(fragment, start=fragment.start - len(indent), prefix=prefix)


def from_comments_above(fragment: Fragment, text: FileText) -> Fragment:
    """*fragment*, which begins a line, from the first of the comments right above it on."""
    start = fragment.start
    while start and text.before_on_line(fragment.start) == b"":
        above = text.line_starts[text.line_at(start) - 2]
        if not text.source[above:start].lstrip(b" ").startswith(b"#"):
            break
        start = above
    return replace(fragment, start=start)


def has_own_lines(stmt: ast.AST, text: FileText) -> bool:
    """Whether only white space and a comment share the lines of *stmt* with it."""
    start, end = text.range_of_node(stmt)
    after = text.source[end : text.line_end(end, with_newline=False)].strip()
    return not text.before_on_line(start).strip() and (not after or after.startswith(b"#"))
