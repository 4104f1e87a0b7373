"""Findings as reports want them: with their file, in characters, counted from 1."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.semantics.source.encoding import decode

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding, Hop


class Also(NamedTuple):
    """Another place or kind of a defect that a finding tells of; positions as in Located."""

    line: int
    column: int
    code: str
    name: str
    message: str
    severity: str
    applicability: str
    fix: str
    cell: int = 0

    @classmethod
    def of(cls, finding: Located) -> Also:
        """*finding*, which another one speaks for."""
        return cls(
            finding.line,
            finding.column,
            finding.code,
            finding.name,
            finding.message,
            finding.severity,
            finding.applicability,
            finding.fix,
            finding.cell,
        )

    @property
    def place(self) -> str:
        """Where it is in the file, as reports write it."""
        return f"{_in_cell(self.cell)}{self.line}:{self.column}"


class Located(NamedTuple):
    """One finding of one file; it may travel between processes.

    Lines and columns count from 1, columns in characters; the end column is the one after the last
    character. *source* holds the lines of the span without their ends. *applicability* is
    ``safe``, ``unsafe`` or, when there is no fix, empty. *call* is what blocks in the end, *entered*
    the function that the chain enters first, *opened_at* where (cell, line, column) the file was opened
    that it reads or writes. In a notebook lines are those of *cell* number, and *file_line* is the line
    of the file where the first of them is written. *also* are the findings that this one speaks for.
    *diff* is the fix as a unified diff, where the format asks for it.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    message: str
    applicability: str
    fix: str
    chain: tuple[Hop, ...]
    source: tuple[str, ...]
    severity: str
    call: str = ""
    entered: str = ""
    opened_at: tuple[int, int, int] | None = None
    also: tuple[Also, ...] = ()
    diff: str = ""
    cell: int = 0
    file_line: int = 0

    @property
    def place(self) -> str:
        """The file and the place in it, as reports write it: ``app.py:3:5``, ``a.ipynb:cell 2:3:5``."""
        return f"{self.path}:{self.place_in_file}"

    @property
    def place_in_file(self) -> str:
        """The place without the file."""
        return f"{_in_cell(self.cell)}{self.line}:{self.column}"

    @property
    def end(self) -> str:
        """Where it stalls, in a few words: the blocking call, or what the rule is called."""
        return self.call or self.name

    @property
    def calls(self) -> int:
        """How many places of the file it tells of."""
        return len({self.place_in_file, *(also.place for also in self.also)})

    @property
    def end_place(self) -> str:
        """The file and line where it stalls: the last hop, or the finding's own."""
        own = f"{self.path}:{_in_cell(self.cell)}{self.line}"
        return self.chain[-1].place if self.chain else own


def _in_cell(cell: int) -> str:
    return f"cell {cell}:" if cell else ""


NOT_CHECKED = "ASY000"
"""The code under which reports tell that a file could not be checked; no rule has it."""


def failure(path: str, line: int, message: str) -> Located:
    """That the file *path* could not be checked, as formats for programs tell it."""
    code, name = NOT_CHECKED, "not-checked"
    return Located(path, line, 1, line, 1, code, name, message, "", "", (), (), "error")


class SourceLines:
    """The lines of one file, decoded as Python decodes them, without their ends."""

    def __init__(self, data: bytes) -> None:
        """Take the file's bytes."""
        self._data = data

    def text(self, line: int) -> str:
        """Line number *line* (from 1), empty when there is none."""
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""

    def column(self, line: int, byte_column: int) -> int:
        """The column (from 1, in characters) of the UTF-8 byte *byte_column* (from 0) of *line*."""
        text = self.text(line)
        if text.isascii():
            return byte_column + 1
        return len(text.encode("utf-8")[:byte_column].decode("utf-8", "replace")) + 1

    def locate(self, path: str, finding: Finding) -> Located:
        """*finding* of the file *path*, which these lines are."""
        span, fix, opened = finding.span, finding.fix, finding.opened_by
        return Located(
            path,
            span.line,
            self.column(span.line, span.column),
            span.end_line,
            self.column(span.end_line, span.end_column),
            finding.code,
            finding.name,
            finding.message,
            str(fix.applicability) if fix else "",
            fix.description if fix else "",
            finding.chain,
            tuple(self.text(line) for line in range(span.line, span.end_line + 1)),
            str(finding.severity),
            finding.fields.get("call", ""),
            finding.entered,
            (0, opened.line, self.column(opened.line, opened.column)) if opened else None,
        )

    @cached_property
    def _lines(self) -> list[str]:
        text = decode(self._data)[0].removeprefix("\ufeff")
        return [line.removesuffix("\n") for line in io.StringIO(text, newline=None)]
