"""Where strings in triple quotes stand in a text, found without a parse of it."""

from __future__ import annotations

import re

_PIECE = re.compile(rb"""#[^\n]*|(\"\"\"|''')|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
"""A comment, the opening of such a string, or any other string."""
_REST = {
    b'"""': re.compile(rb'(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL),
    b"'''": re.compile(rb"(?:[^'\\]|\\.|'(?!''))*'''", re.DOTALL),
}


def long_strings(data: bytes, start: int, end: int) -> list[tuple[int, int]] | None:
    """The strings in triple quotes between *start* and *end*: where each begins, and where it has ended.

    *start* is in no string. None where one has no end.
    """
    found: list[tuple[int, int]] = []
    at = start
    while piece := _PIECE.search(data, at, end):
        at = piece.end()
        if piece[1]:
            rest = _REST[piece[1]].match(data, at, end)
            if rest is None:
                return None
            at = rest.end()
            found.append((piece.start(), at))
    return found
