"""A file's bytes as one UTF-8 buffer with offsets, and the splicing of replacements into it."""

from __future__ import annotations

import ast
import bisect
import io
import re
import tokenize
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flake8_asyncpitfalls.finding import Span
from flake8_asyncpitfalls.fixes.refusal import Refusal

_NEWLINE = re.compile(rb"\r\n|\r|\n")


class FileText:
    """The text of one file, decoded as Python decodes it; all offsets are into *source*.

    *source* is the text as UTF-8 without a byte-order mark and with its newlines as they are, so
    that the columns of ``ast`` (0-based UTF-8 bytes) are offsets from a line's start whatever the
    file's own encoding is. Raises Refusal when *data* cannot be decoded, or cannot be encoded back
    to the same bytes.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self.encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
            text = data.decode(self.encoding)
            unchanged = text.encode(self.encoding) == data
            self.source = text.encode("utf-8")
        except (SyntaxError, UnicodeError, LookupError) as error:
            raise Refusal("the file cannot be decoded") from error
        if not unchanged:
            raise Refusal(f"the encoding {self.encoding} does not give back the same bytes")

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
    def tree(self) -> ast.Module:
        """The syntax tree; raises Refusal when there is none."""
        try:
            return parse(self.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Refusal("the file cannot be parsed") from error

    def with_source(self, source: bytes) -> bytes:
        """The bytes of a file of this encoding whose text is *source* (UTF-8, no mark)."""
        return source.decode("utf-8").encode(self.encoding)

    def offset(self, line: int, column: int) -> int:
        """The offset of a position of ``ast``: *line* from 1, *column* from 0 in UTF-8 bytes."""
        if not 0 < line <= len(self.line_starts):
            raise Refusal("the position lies outside of the file")
        return self.line_starts[line - 1] + column

    def range_of(self, span: Span) -> tuple[int, int]:
        """The offsets of the start and the end of *span*."""
        start = self.offset(span.line, span.column)
        return start, self.offset(span.end_line, span.end_column)

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
        self._moved: list[tuple[int, int]] = []
        done = shift = 0
        for change in self.replacements:
            parts += (source[done : change.start], change.text)
            done = change.end
            shift += len(change.text) - (change.end - change.start)
            self._moved.append((change.end, shift))
        self.source = b"".join((*parts, source[done:]))

    def moved(self, offset: int) -> int:
        """Where the byte at *offset* of the old source, outside of the replacements, is now."""
        index = bisect.bisect_right(self._moved, offset, key=lambda entry: entry[0])
        return offset + self._moved[index - 1][1] if index else offset
