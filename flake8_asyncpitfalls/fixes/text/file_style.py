"""How the lines of a file are broken, as far as it shows."""

from __future__ import annotations

import re
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
_NARROW = (79, 80)
_WIDTHS = (88, 100, 79, 120, 80)
_STEP = 4
_MOST_PARTS = 40
_FEW = 3
_UNBROKEN = re.compile(r"""\s*(?:#|[rbfuRBFU]{0,2}["'].*["'][,)\]}]*$)""")
_ENOUGH = 400
"""So many lines show how long they may be."""


class FileStyle(NamedTuple):
    """*width* is how long lines may be; *is_by_brackets*: formatters would break them in the same way.

    *is_by_formatter*: there are such lines, so that one has done it, as it seems. *closes_at_end*: the last
    bracket of broken lines stands behind what is in it, and not on a line of its own.
    """

    width: int
    is_by_brackets: bool
    is_by_formatter: bool = False
    closes_at_end: bool = False


def style_of(text: FileText) -> FileStyle:
    """The width that the project of *text* sets, else that of most lines of the file and its neighbours.

    Another usual one where that explains the broken and the long lines of the file better.
    """
    told = line_length(text.path)
    parts = sorted(parts_of(text), key=lambda part: part.start)
    broken, long = _telling(parts)
    usual, first = _guess(text, is_broken=bool(broken))
    first = told or first
    if text.newline == b"\r" or any(part.indent % _STEP for part in parts):
        return FileStyle(first, is_by_brackets=False, closes_at_end=_closes_at_end(broken))
    best = FileStyle(first, is_by_brackets=False)
    most = (-1, 0)
    for width in dict.fromkeys((first, *_WIDTHS, usual)):
        by_broken, by_long = _kept(broken, width), _kept(long, width)
        kept, changed = map(sum, zip(by_broken, by_long, strict=True))
        if (told_by := (kept - changed, by_broken[0] - by_broken[1])) > most:
            is_so = changed * 4 <= kept
            best, most = FileStyle(width, is_so, is_so and (kept > 0 or told > 0)), told_by
        if changed * 10 <= kept and (told or (kept and not changed)):
            break  # The others need not be tried.
    return best._replace(closes_at_end=not best.is_by_brackets and _closes_at_end(broken))


def _closes_at_end(parts: Sequence[Part]) -> bool:
    """Whether most of *parts*, broken ones, end so."""
    lasts = [part.code.rpartition("\n")[2].strip() for part in parts]
    alone = sum(last[:1] in (")", "]", "}") for last in lasts)
    return len(lasts) > _FEW and alone * 4 < len(lasts)


def _telling(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Those of *parts* that show how long lines may be: some broken ones, and some long ones."""
    several = (part for part in parts if "\n" in part.code and '"""' not in part.code)
    long = (part for part in parts if "\n" not in part.code and _length(part) > _NARROW[0])
    return list(islice(several, _MOST_PARTS)), list(islice(long, _MOST_PARTS))


def _length(part: Part) -> int:
    return part.indent + len(part.code)


def _guess(text: FileText, *, is_broken: bool) -> tuple[int, int]:
    """How long the lines of *text* and of its neighbours are, and how long they may be, as it seems."""
    own, around = text.source.decode("utf-8"), neighbours(text.path)
    usual = max(_usual(own), _usual(around))
    if usual <= _NARROW[-1] and own.count("\n") + around.count("\n") >= _ENOUGH:
        return usual, next(width for width in _NARROW if width >= usual)
    usual = max(usual, _NARROWEST)
    if is_broken or _usual(around) > _NARROWEST:
        # The longest of its lines may well be shorter than they may be.
        return usual, next(width for width in sorted(_WIDTHS) if width >= usual)
    return usual, usual


def _usual(code: str) -> int:
    """Of two hundred lines, one may be longer; comments and texts, which no formatter breaks, are none."""
    lines = (line for line in code.splitlines() if not _UNBROKEN.match(line))
    lengths = sorted(map(len, lines), reverse=True)
    return min(lengths[len(lengths) // 200], _WIDEST) if lengths else 0


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
