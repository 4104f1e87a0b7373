"""``# noqa`` as flake8 means it, for the door that does not run inside flake8.

The rules, from https://flake8.pycqa.org/en/latest/user/violations.html and observed in flake8 6.0
to 7.5: a line ``# flake8: noqa`` (whatever follows it) leaves out the whole file; ``# noqa`` leaves
out everything on its line, ``# noqa: ASY101,ASY2`` what starts with one of the codes. Letters
without a digit are no code, so ``# noqa: ASY`` is a bare one. A string that spans lines and lines
joined by a backslash count as one line.
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
from functools import cached_property

from flake8_asyncpitfalls.semantics.source.encoding import EncodingError, decode
from flake8_asyncpitfalls.semantics.source.ruff_comments import ruff_codes

_ON_LINE = re.compile(r"# noqa(?::\s?((?:[a-z]+[0-9]+[,\s]*)+))?", re.IGNORECASE)
_WHOLE_FILE = re.compile(r"\s*# flake8[:=]\s*noqa", re.IGNORECASE)
_LINE_ENDS = (tokenize.NL, tokenize.NEWLINE)
_STRINGS = (r"QQQ[^Q\\]*(?:(?:\\.|Q(?!QQ))[^Q\\]*)*QQQ", r"Q[^Q\\\n]*(?:\\.[^Q\\\n]*)*Q")
_PIECE = re.compile(
    "|".join((r"\\\n|#[^\n]*", *(text.replace("Q", q) for text in _STRINGS for q in "\"'"))),
    re.DOTALL,
)
"""A comment, a string, or the end of a line that the next one goes on with."""
_NESTS_STRINGS = sys.version_info >= (3, 12)
"""Whether f-strings may hold strings in the same quotes, which takes more than a pattern to read."""


class Suppressions:
    """Which codes the comments of one file suppress on which lines."""

    def __init__(self, source: bytes | str) -> None:
        """Take the file's bytes (decoded by its coding cookie) or its text."""
        data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
        self._has_comments = b"noqa" in data.lower()
        self._is_for_ruff = b"ruff:" in data
        self._source = source

    def is_suppressed(self, line: int, code: str) -> bool:
        """Whether a comment suppresses *code* on *line* (1-based)."""
        if not self._has_comments:
            return False
        if self.is_file_suppressed:
            return True
        codes = self.codes_at(line)
        return codes is not None and is_listed(code, codes)

    def codes_at(self, line: int) -> str | None:
        """The codes of the ``# noqa`` comment for *line* (1-based); '' if bare, None without one."""
        match = self._first_comment(line) if self._has_comments else None
        return None if match is None else match[1] or ""

    def codes_within(self, line: int, first: int, last: int) -> str | None:
        """As ``codes_at``, for a *line* of a statement that stands on the lines from *first* to *last*.

        Only these are looked at: to make tokens of a large file takes longer than to parse it.
        """
        lines = self._lines[first - 1 : last]
        if any(";" in text for text in lines[:1] + lines[-1:]):
            return self.codes_at(line)
        return Suppressions("".join(lines)).codes_at(line - first + 1)

    def ruff_codes_at(self, line: int) -> frozenset[str]:
        """The codes and names that ruff's own comments leave out on *line* (1-based)."""
        if not self._is_for_ruff:
            return frozenset()
        first, last = self.line_range(line)
        return frozenset().union(
            *(self._ruff_codes[number - 1] for number in range(first, last + 1))
        )

    @cached_property
    def _ruff_codes(self) -> list[frozenset[str]]:
        return ruff_codes(self._lines)

    @cached_property
    def is_file_suppressed(self) -> bool:
        """Whether a line of the file is the comment ``# flake8: noqa``."""
        return self._has_comments and any(_WHOLE_FILE.match(line) for line in self._lines)

    def line_range(self, line: int) -> tuple[int, int]:
        """First and last line (1-based) of what counts as one line with *line*."""
        return self._ranges.get(line, (line, line))

    def _first_comment(self, line: int) -> re.Match[str] | None:
        first, last = self.line_range(line)
        return _ON_LINE.search("".join(self._lines[first - 1 : last]))

    @cached_property
    def _lines(self) -> list[str]:
        text = self._source if isinstance(self._source, str) else _decode(self._source)
        return io.StringIO(text.removeprefix("\ufeff"), newline=None).readlines()

    @cached_property
    def _ranges(self) -> dict[int, tuple[int, int]]:
        if not _NESTS_STRINGS:
            return _joined_lines("".join(self._lines))
        try:
            return self._token_ranges()
        except (tokenize.TokenError, SyntaxError):
            return {}

    def _token_ranges(self) -> dict[int, tuple[int, int]]:
        lines = iter(self._lines)
        ranges: dict[int, tuple[int, int]] = {}
        first, last = 0, 0
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            if token.type in (tokenize.ENDMARKER, tokenize.DEDENT):
                continue
            first = min(first, token.start[0]) if first else token.start[0]
            last = max(last, token.end[0])
            if token.type in _LINE_ENDS:
                ranges.update(dict.fromkeys(range(first, last + 1), (first, last)))
                first, last = 0, 0
        return ranges


def _joined_lines(text: str) -> dict[int, tuple[int, int]]:
    """The ranges of the lines of *text* that strings and backslashes join.

    Before Python 3.12 tokens are made by a program in Python, which takes longer than a check.
    """
    ranges: dict[int, tuple[int, int]] = {}
    first, last, end = 1, 1, 0
    for match in _PIECE.finditer(text):
        more = text.count("\n", match.start(), match.end())
        if not more:
            continue
        between = text.count("\n", end, match.start())
        if between:
            first = last = last + between
        last, end = last + more, match.end()
        ranges.update(dict.fromkeys(range(first, last + 1), (first, last)))
    return ranges


def is_listed(code: str, codes: str) -> bool:
    """Whether a comment with *codes* suppresses *code*; no codes at all suppress everything."""
    return not codes or code.startswith(tuple(filter(None, re.split(r"[,\s]+", codes))))


def _decode(data: bytes) -> str:
    try:
        return decode(data)[0]
    except EncodingError:
        # flake8 reads as latin-1 what it cannot decode.
        return data.decode("latin-1")
