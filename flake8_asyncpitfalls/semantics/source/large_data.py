"""Large literals left out before a file is parsed: data in Python's clothes.

The syntax tree of ten megabytes of nested lists takes a gigabyte, and nothing in it is code. So a
literal of nothing but strings, numbers, ``None``, ``True`` and ``False`` that a module assigns to a
name loses what stands between its brackets, its line ends apart: whatever follows stays in its line
and column. Data with brackets that do not match, or without a comma between two items, is left for
Python to complain of; a colon too many or too few in a ``dict`` goes unnoticed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LARGE_FILE = 500_000
"""Bytes of a file that is worth a look."""
LARGE_LITERAL = 100_000
"""Bytes of a literal that is worth leaving out."""
_OPENING = re.compile(rb"^[A-Za-z_]\w*[ \t]*(?::[^=\n#]*)?=[ \t]*(?=[\[{(])", re.MULTILINE)
_GAP = rb"(?:\s|#[^\n]*+)*+"
_STRING = (
    rb"[rRbBuU]{0,2}(?:'''(?:[^\\']|\\.|'(?!''))*+'''"
    rb'|"""(?:[^\\"]|\\.|"(?!""))*+"""'
    rb"|'(?:[^\\'\n]|\\.)*+'|\"(?:[^\\\"\n]|\\.)*+\")"
)
_ATOM = rb"(?:(?:%b%b)++|(?:\.?\d[\w.]*+|\.\.\.|(?:True|False|None)\b)%b)" % (_STRING, _GAP, _GAP)
_OPERATORS = rb"(?:[-+*|]++%b)++" % _GAP
_VALUE = rb"(?:%b)?+%b(?:%b%b)*+" % (_OPERATORS, _ATOM, _OPERATORS, _ATOM)
_WITHIN = rb"(?:%b[,:]%b)*+(?P<whole>%b)?+(?P<operator>%b)?+" % (_VALUE, _GAP, _VALUE, _OPERATORS)
_OPENED = rb"(?s)%b%b" % (_GAP, _WITHIN)
"""What may stand after an opening bracket, up to the next bracket."""
_CLOSED = rb"(?s)%b(?P<after>[,:]%b%b)?+" % (_GAP, _GAP, _WITHIN)
"""The same after a closing bracket."""
_PAIRS = {b"]": b"[", b"}": b"{", b")": b"("}
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
    """Where the bracket at *at* is closed, if nothing but well-formed data stands in it."""
    # Compiled when first used: most runs read no large file, and these two take milliseconds.
    match_opened, match_closed = re.compile(_OPENED).match, re.compile(_CLOSED).match
    opened: list[bytes] = []
    may_open, may_close = True, False
    while at < len(data):
        bracket = data[at : at + 1]
        if may_open and bracket in (b"[", b"{", b"("):
            opened.append(bracket)
            found = match_opened(data, at + 1)
            is_whole = False
        elif may_close and bracket in _PAIRS and opened[-1] == _PAIRS[bracket]:
            opened.pop()
            if not opened:
                return at
            found = match_closed(data, at + 1)
            is_whole = found is not None and found["after"] is None
        else:
            return None
        if found is None:
            return None
        at = found.end()
        may_close = found["operator"] is None
        may_open = not (is_whole or (found["whole"] and may_close))
    return None
