"""How the lines of a file are broken, as far as it shows."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.fixes.text.code_lines import laid_out
from flake8_asyncpitfalls.fixes.text.line_length import line_length, neighbours
from flake8_asyncpitfalls.fixes.text.statement_parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.statement_parts import Part

_NARROWEST, _WIDEST = 88, 120
_WIDTHS = (88, 100, 120)
_STEP = 4
_MOST_PARTS = 40


class FileStyle(NamedTuple):
    """*width* is how long lines may be; *is_by_brackets*: formatters would break them in the same way.

    *is_by_formatter*: there are such lines, so that one has done it, as it seems.
    """

    width: int
    is_by_brackets: bool
    is_by_formatter: bool = False


def style_of(text: FileText) -> FileStyle:
    """The width that the project of *text* sets, else that of most lines of the file and its neighbours.

    Another usual one where that explains the broken lines of the file better.
    """
    usual, told = _usual(text.source.decode("utf-8")), line_length(text.path)
    first = told or usual
    parts = sorted(parts_of(text), key=lambda part: part.start)
    if text.newline != b"\n" or any(part.indent % _STEP for part in parts):
        return FileStyle(first, is_by_brackets=False)
    several = (part for part in parts if "\n" in part.code and '"""' not in part.code)
    broken = list(islice(several, _MOST_PARTS))
    if not told:
        around = _usual(neighbours(text.path))
        usual = max(usual, around)
        if broken or around > _NARROWEST:
            # The longest of its lines may well be shorter than they may be.
            first = next(width for width in _WIDTHS if width >= usual)
    best = FileStyle(first, is_by_brackets=False)
    most = -1
    for width in dict.fromkeys((first, usual, *_WIDTHS)):
        kept, changed = _kept(broken, width)
        if kept - changed > most:
            is_so = changed * 4 <= kept
            best, most = FileStyle(width, is_so, is_so and (kept > 0 or told > 0)), kept - changed
        if changed * 10 <= kept:
            break  # The others need not be tried.
    return best


def _usual(code: str) -> int:
    """Of two hundred lines, one may be longer."""
    lengths = sorted(map(len, code.splitlines()), reverse=True)
    usual = lengths[len(lengths) // 200] if lengths else 0
    return min(max(usual, _NARROWEST), _WIDEST)


def _kept(parts: Sequence[Part], width: int) -> tuple[int, int]:
    """How many of *parts* stand as they would be laid out, and how many do not."""
    kept = changed = 0
    for part in parts:
        code = laid_out(part.code, part.indent, width)
        if code not in (None, part.code):
            code = laid_out(part.code, part.indent, width, wraps_conditions=False)
        kept += code == part.code
        changed += code not in (None, part.code)
    return kept, changed
