"""Between our places and the protocol's: lines from 0, columns in UTF-16 code units.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position
"""

from __future__ import annotations

import difflib

from lsprotocol import types as lsp

from flake8_asyncpitfalls.span import Span


class Lines:
    """The lines of one document, to turn byte columns into the protocol's."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def range_of(self, span: Span) -> lsp.Range:
        """The protocol's range for *span* (lines from 1, UTF-8 byte columns)."""
        start = self._position(span.line, span.column)
        return lsp.Range(start, self._position(span.end_line, span.end_column))

    def range_of_line(self, line: int) -> lsp.Range:
        """The whole of line number *line* (from 1)."""
        length = units(self._text(line).rstrip("\r"))
        return lsp.Range(lsp.Position(line - 1, 0), lsp.Position(line - 1, length))

    def _position(self, line: int, byte_column: int) -> lsp.Position:
        before = self._text(line).encode("utf-8", "surrogatepass")[:byte_column]
        return lsp.Position(line - 1, units(before.decode("utf-8", "replace")))

    def _text(self, line: int) -> str:
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""


def units(text: str) -> int:
    """How many UTF-16 code units *text* has."""
    return len(text) + sum(char > "\uffff" for char in text)


def edits_between(before: str, after: str) -> list[lsp.TextEdit]:
    """The edits, by whole lines, that turn the document *before* into *after*."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    # The document's end is no line of its own where the last line has no line end.
    ends = [lsp.Position(index, 0) for index in range(len(old))]
    last = old[-1] if old else ""
    is_open = bool(last) and last == last.rstrip("\r\n")
    ends.append(lsp.Position(len(old) - 1, units(last)) if is_open else lsp.Position(len(old), 0))
    return [
        lsp.TextEdit(lsp.Range(ends[start], ends[stop]), "".join(new[new_start:new_stop]))
        for kind, start, stop, new_start, new_stop in matcher.get_opcodes()
        if kind != "equal"
    ]
