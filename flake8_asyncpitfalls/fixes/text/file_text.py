"""A file's bytes as one UTF-8 buffer with offsets, and the splicing of replacements into it."""

from __future__ import annotations

import ast
import bisect
import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.file_style import FileStyle, style_of
from flake8_asyncpitfalls.semantics.source.cells import awaits_at_top
from flake8_asyncpitfalls.semantics.source.encoding import decode
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEWLINE = re.compile(rb"\r\n|\r|\n")


class FileText:
    """The text of one file, decoded as Python decodes it; all offsets are into *source*.

    *source* is the text as UTF-8 without a byte-order mark and with its newlines as they are, so
    that the columns of ``ast`` (0-based UTF-8 bytes) are offsets from a line's start whatever
    *encoding* the file has.
    """

    def __init__(self, source: bytes, encoding: str, path: str = "") -> None:
        self.source, self.encoding, self.path = source, encoding, path

    @classmethod
    def of_data(cls, data: bytes, path: str = "") -> FileText:
        """The text of the bytes of the file *path*.

        Raises RefusedError when they cannot be decoded, or the text cannot be encoded back to them.
        """
        try:
            text, encoding = decode(data)
            is_reversible = text.encode(encoding) == data
            source = text.encode("utf-8")
        except ValueError as error:
            raise RefusedError("the file cannot be decoded") from error
        if not is_reversible:
            raise RefusedError(f"the encoding {encoding} does not give back the same bytes")
        return cls(source, encoding, path)

    @property
    def awaits_at_top(self) -> bool:
        """Whether its top level may await: it is made of a notebook's cells."""
        return awaits_at_top(self.path, self.source)

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.source.decode("utf-8").encode(self.encoding)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; the first line's is 0."""
        return [0, *(match.end() for match in _NEWLINE.finditer(self.source))]

    @cached_property
    def newline(self) -> bytes:
        """The newline of the first line, which new lines take too."""
        match = _NEWLINE.search(self.source)
        return match[0] if match else b"\n"

    @cached_property
    def style(self) -> FileStyle:
        """How its lines are broken, and how long they may be."""
        return style_of(self)

    @property
    def width(self) -> int:
        """How long its lines may be: as its project says, else as they are."""
        return self.style.width

    def lines_of(self, node: ast.expr | ast.stmt) -> tuple[str, ...]:
        """The lines that *node* stands on, without their newlines."""
        start = self.offset(node.lineno, 0)
        end = self.line_end(self.range_of_node(node)[1], with_newline=False)
        return tuple(self.source[start:end].decode("utf-8").splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; raises RefusedError when there is none."""
        try:
            return parse(self.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise RefusedError("the file cannot be parsed") from error

    def offset(self, line: int, column: int) -> int:
        """The offset of a position of ``ast``: *line* from 1, *column* from 0 in UTF-8 bytes."""
        if not 0 < line <= len(self.line_starts):
            raise RefusedError("the position lies outside of the file")
        return self.line_starts[line - 1] + column

    def range_of(self, span: Span) -> tuple[int, int]:
        """The offsets of the start and the end of *span*."""
        start = self.offset(span.line, span.column)
        return start, self.offset(span.end_line, span.end_column)

    def range_of_node(self, node: ast.AST) -> tuple[int, int]:
        """The offsets of the start and the end of *node*, which must have a position."""
        return self.range_of(Span.of(node))  # type: ignore[arg-type]

    def line_at(self, offset: int) -> int:
        """The number, from 1, of the line that holds *offset*."""
        return bisect.bisect_right(self.line_starts, offset)

    def line_end(self, offset: int, *, with_newline: bool) -> int:
        """Where the line that holds *offset* ends, before or after its newline."""
        match = _NEWLINE.search(self.source, offset)
        if match is None:
            return len(self.source)
        return match.end() if with_newline else match.start()

    def before_on_line(self, offset: int) -> bytes:
        """What stands on the line of *offset* before it."""
        return self.source[self.line_starts[self.line_at(offset) - 1] : offset]


def parse(source: bytes | str) -> ast.Module:
    """``ast.parse`` of UTF-8 text, silent about what the compiler would warn of."""
    text = source.decode("utf-8") if isinstance(source, bytes) else source
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """*text* in place of the bytes from *start* to *end* (offsets into the old source)."""

    start: int
    end: int
    text: bytes


class Splice:
    """Disjoint replacements carried out on a source, and where the rest of it went."""

    def __init__(self, source: bytes, replacements: Sequence[Replacement]) -> None:
        self.replacements = sorted(replacements)
        parts: list[bytes] = []
        self._shifts: list[int] = []
        self._ends = [change.end for change in self.replacements]
        done = shift = 0
        for change in self.replacements:
            parts += (source[done : change.start], change.text)
            done = change.end
            shift += len(change.text) - (change.end - change.start)
            self._shifts.append(shift)
        self.source = b"".join((*parts, source[done:]))

    def moved(self, offset: int) -> int:
        """Where the byte at *offset* of the old source, outside of the replacements, is now."""
        index = bisect.bisect_right(self._ends, offset)
        return offset + self._shifts[index - 1] if index else offset

    def new_range(self, index: int) -> tuple[int, int]:
        """The offsets in the new source of the text of ``replacements[index]``."""
        change = self.replacements[index]
        end = change.end + self._shifts[index]
        return end - len(change.text), end
