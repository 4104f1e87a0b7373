"""The smallest stretch of source around an edit that can be parsed by itself."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import KeepTask, MakeAsync, MakeSync, Reraise, Unindent
from flake8_asyncpitfalls.fixes.refusal import RefusedError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.steps import Step
    from flake8_asyncpitfalls.fixes.text import FileText
    from flake8_asyncpitfalls.fixes.tree import Path

_BODY = "pass"

# Since Python 3.12 the code in an f-string has true positions and may hold any quotes.
_FIELDS_ARE_CODE = sys.version_info >= (3, 12)


@dataclass(frozen=True, slots=True, order=True)
class Fragment:
    """The source from *start* to *end*, which parses as a module between *prefix* and *suffix*.

    *is_expression*: it is one expression, parsed inside parentheses; else it is a statement, the
    header of one (its body replaced by *suffix*), or an ``except`` clause.
    """

    start: int
    end: int
    prefix: str
    suffix: str
    is_expression: bool = False

    def holds(self, other: Fragment) -> bool:
        """Whether *other* lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def text(self, source: bytes) -> str:
        """What is parsed: the fragment with its prefix and suffix."""
        return self.prefix + source[self.start : self.end].decode("utf-8") + self.suffix


def fragment_of(step: Step, text: FileText) -> Fragment:
    """The fragment that *step* needs; raises RefusedError when there is none."""
    match step.edit:
        case MakeAsync() | MakeSync() if isinstance(step.anchor, ast.stmt):
            return _header(step.anchor, text)
        case Reraise():
            return _handler(step.anchor, text)
        case KeepTask() | Unindent():
            return _statement(step.anchor, text)
    return _expression(step.path, text)


def _expression(path: Path, text: FileText) -> Fragment:
    """The outermost expression around the end of *path*, or the innermost field of an f-string."""
    outermost = path[-1]
    for node in reversed(path):
        if isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            break
        if isinstance(node, ast.FormattedValue):
            if _FIELDS_ARE_CODE:
                break
        elif isinstance(node, ast.expr) and not isinstance(node, ast.Starred):
            outermost = node
    start, end = _range(outermost, text)
    return Fragment(start, end, "(", ")", is_expression=True)


def _header(stmt: ast.stmt, text: FileText) -> Fragment:
    start, _ = _range(stmt, text)
    first: ast.stmt = stmt.body[0]  # type: ignore[attr-defined]
    end, _ = _range(first, text)
    for decorator in getattr(first, "decorator_list", ())[:1]:
        end = text.source.rindex(b"@", start, _range(decorator, text)[0])
    return Fragment(start, end, "", _BODY)


def _handler(handler: ast.AST, text: FileText) -> Fragment:
    start, end = _range(handler, text)
    newline = text.newline.decode("ascii")
    return Fragment(start, text.line_end(end, with_newline=True), f"try: pass{newline}", "")


def _statement(stmt: ast.AST, text: FileText) -> Fragment:
    """A whole statement: with its lines when it has them for itself, else without a newline."""
    start, end = _range(stmt, text)
    if not has_own_lines(stmt, text):
        return Fragment(start, end, "", "")
    # A form feed sets the column back to 0.
    indent = text.before_on_line(start).rpartition(b"\f")[2].decode("ascii")
    prefix = f"if 1:{text.newline.decode('ascii')}{indent}" if indent else ""
    return Fragment(start, text.line_end(end, with_newline=True), prefix, "")


def has_own_lines(stmt: ast.AST, text: FileText) -> bool:
    """Whether only white space and a comment share the lines of *stmt* with it."""
    start, end = _range(stmt, text)
    after = text.source[end : text.line_end(end, with_newline=False)].strip()
    return not text.before_on_line(start).strip() and (not after or after.startswith(b"#"))


def _range(node: ast.AST, text: FileText) -> tuple[int, int]:
    end_line, end_column = node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]
    if end_line is None or end_column is None:
        raise RefusedError("the code has no end position")
    return text.offset(node.lineno, node.col_offset), text.offset(end_line, end_column)  # type: ignore[attr-defined]
