"""Large literals left out before a file is parsed: data in Python's clothes.

The syntax tree of ten megabytes of nested lists takes a gigabyte, and nothing in it is code. So a
literal of nothing but strings, numbers, ``None``, ``True`` and ``False`` that a module assigns to a
name loses what stands between its brackets, its line ends apart: whatever follows stays in its line
and column. A mistake in such data goes unnoticed here; Python itself tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LARGE_FILE = 500_000
"""Bytes of a file that is worth a look."""
LARGE_LITERAL = 100_000
"""Bytes of a literal that is worth leaving out."""
_OPENING = re.compile(rb"^[A-Za-z_]\w*[ \t]*(?::[^=\n#]*)?=[ \t]*(?=[\[{(])", re.MULTILINE)
_PLAIN = re.compile(
    rb"(?:[\s,:+.*|-]"
    rb"|[rRbBuU]{0,2}(?:'''(?:[^\\']|\\.|'(?!''))*+'''"
    rb'|"""(?:[^\\"]|\\.|"(?!""))*+"""'
    rb"|'(?:[^\\'\n]|\\.)*+'|\"(?:[^\\\"\n]|\\.)*+\")"
    rb"|\d[\w.]*|(?:True|False|None)\b|#[^\n]*)*+",
    re.DOTALL,
)
_END = re.compile(rb"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=]", re.MULTILINE)


def without_large_data(data: bytes) -> bytes:
    """The source *data* with its large literals emptied; *data* itself where there are none."""
    if len(data) < LARGE_FILE or _COOKIE.search(data, 0, 400):
        return data
    parts: list[bytes] = []
    at = 0
    for start, end in _large_literals(data):
        parts += [data[at:start], b"\n" * data.count(b"\n", start, end)]
        at = end
    return b"".join([*parts, data[at:]]) if parts else data


def _large_literals(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the insides of such literals begin and end."""
    at = 0
    while opening := _OPENING.search(data, at):
        at = opening.end()
        end = _closing(data, at)
        if end is not None:
            if end - at > LARGE_LITERAL and _END.match(data, end + 1):
                yield at + 1, end
            at = end


def _closing(data: bytes, at: int) -> int | None:
    """Where the bracket at *at* is closed, if nothing but data stands in it."""
    depth = 0
    while at < len(data):
        bracket = data[at : at + 1]
        if bracket in (b"[", b"{", b"("):
            depth += 1
        elif bracket in (b"]", b"}", b")"):
            depth -= 1
        else:
            return None
        if not depth:
            return at
        found = _PLAIN.match(data, at + 1)
        at = len(data) if found is None else found.end()
    return None
