"""Continuation lines that stood under what follows a bracket, under it again where a fix has moved it.

The tokens of the old code and of the new one are matched. A line of the new code whose first token began
a line before, right under the first token of its brackets, goes where that token is now; the lines of
brackets that such a line opens move with it.
"""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 1000
_LEFT_OUT = (
    tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
)  # fmt: skip


@dataclass(eq=False, slots=True)
class _Token:
    """*opener* is the bracket that is open around it (for a closing one, its own), by number, or -1."""

    text: str
    row: int
    column: int
    begins: bool
    opener: int


def realigned(old: str, new: str, width: int) -> str:
    """*new*, whole lines that came of those of *old*, with such lines moved; *new* where it is unclear.

    So it is, too, where a line would be longer than *width* then.
    """
    before, after = _tokens(old), _tokens(new)
    if not before or not after or not any(token.begins and token.opener >= 0 for token in before):
        return new
    shifts = _shifts(before, after)
    lines = new.split("\n")
    for row, shift in shifts.items():
        line = lines[row - 1]
        blanks = len(line) - len(line.lstrip(" "))
        if blanks + shift < 0 or len(line) + shift > width:
            return new
        lines[row - 1] = " " * (blanks + shift) + line[blanks:]
    return "\n".join(lines)


def _shifts(before: Sequence[_Token], after: Sequence[_Token]) -> dict[int, int]:
    """How far rows of *after* go to the right."""
    match = SequenceMatcher(None, [t.text for t in before], [t.text for t in after], autojunk=False)
    pairs = {
        block.b + i: block.a + i for block in match.get_matching_blocks() for i in range(block.size)
    }
    found: dict[int, int] = {}
    for number, token in enumerate(after):
        if not token.begins or token.opener < 0 or number not in pairs:
            continue
        old, opener = before[pairs[number]], after[token.opener]
        if not old.begins or pairs.get(token.opener) != old.opener or old.opener < 0:
            continue
        shift = found.get(opener.row, 0)
        first, was_first = after[token.opener + 1], before[old.opener + 1]
        stood_under = was_first.row == before[old.opener].row and was_first.column == old.column
        if stood_under and first.row == opener.row:
            shift += first.column - token.column
        if shift:
            found[token.row] = shift
    return found


def _tokens(code: str) -> list[_Token]:
    """The tokens of *code*; none where it has no such form, or too many."""
    try:
        found = list(_read(code))
    except (tokenize.TokenError, SyntaxError):
        return []
    return found if len(found) <= _MOST else []


def _read(code: str) -> Iterator[_Token]:
    opened: list[int] = []
    row = number = 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type in _LEFT_OUT:
            continue
        opener = opened[-1] if opened else -1
        if token.type == tokenize.OP and token.string in ")]}" and opened:
            opened.pop()
        yield _Token(token.string, token.start[0], token.start[1], token.start[0] != row, opener)
        if token.type == tokenize.OP and token.string in "([{":
            opened.append(number)
        row, number = token.end[0], number + 1
