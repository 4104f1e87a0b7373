"""The parts of a file that are laid out by themselves: simple statements and headers of others."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.fixes.text.file_text import FileText

FOR_TOOLS = re.compile(r"#\s*(noqa|nosec|pragma|type:|mypy:|pyright:|pylint:|ruff:)", re.IGNORECASE)
"""How a comment begins that tells a tool something about its line."""
_HEADERS = (
    ast.If, ast.While, ast.For, ast.AsyncFor, ast.With, ast.AsyncWith,
)  # fmt: skip
_LEFT_OUT = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.Import, ast.ImportFrom,
    ast.Global, ast.Nonlocal, ast.Delete, ast.Match, getattr(ast, "TryStar", ast.Try),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The *code* from *start* to *end* (offsets), which begins at column *indent*; its lines end in LF."""

    start: int
    end: int
    indent: int
    code: str

    @property
    def tree(self) -> str:
        """What the code means."""
        code = self.code.removeprefix("el") if self.code.startswith("elif") else self.code
        return ast.dump(ast.parse(code + " pass" if code.endswith(":") else code))


def parts_of(text: FileText) -> Iterator[Part]:
    """The parts of *text* that have their lines for themselves, with remarks at their ends, in no order."""
    for stmt in ast.walk(text.tree):
        if isinstance(stmt, ast.stmt) and not isinstance(stmt, _LEFT_OUT):
            part = _part(stmt, text)
            if part is not None:
                yield part


def _is_remark(after: str) -> bool:
    """Whether *after* is a comment, and one that means the same on the last line of a broken statement."""
    return after.startswith("#") and not FOR_TOOLS.match(after)


def _part(stmt: ast.stmt, text: FileText) -> Part | None:
    start, end = text.range_of_node(stmt)
    if isinstance(stmt, _HEADERS):
        first = stmt.body[0]
        end = text.offset(first.lineno, 0)
        for decorator in getattr(first, "decorator_list", ())[:1]:
            end = text.offset(decorator.lineno, 0)
        code = text.source[start:end].rstrip()
        end = start + len(code)
        if not code.endswith(b":"):
            return None
    before = text.before_on_line(start)
    line_end = text.line_end(end, with_newline=False)
    after = text.source[end:line_end].decode("utf-8").rstrip()
    if before.strip(b" ") or (after and not _is_remark(after.lstrip())):
        return None
    end += len(after.encode("utf-8"))
    lines = text.source[start:end].decode("utf-8").replace("\r\n", "\n")
    return Part(start, end, len(before), lines)
