"""The JSON text of a notebook, changed in nothing but the source lines that are new.

Outputs, metadata, the order of keys, white space and escapes stay what they are, to the byte: where
each cell's source stands in the text is found, and of that only lines that differ are written anew.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from flake8_asyncpitfalls.semantics.source.notebook import Notebook

_SPACE = re.compile(r"[ \t\r\n]*")
_UNIT = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]", re.DOTALL)
_DECODER = json.JSONDecoder()


class Extent(NamedTuple):
    """Where a value stands in the text."""

    start: int
    end: int


class _Lines(NamedTuple):
    """The lines of a source: their *texts*, how each is *written*, and what stands around them.

    *between* is what stands between two of them (the last for those that are added).
    """

    texts: list[str]
    written: list[str]
    before: str
    between: list[str]
    after: str


def rewritten(notebook: Notebook, module: bytes) -> bytes | None:
    """The file's new bytes where its cells are to be what *module* has; None if that is not clear."""
    new = notebook.changed(module)
    if new is None:
        return None
    text = notebook.text
    is_ascii = text.removeprefix("\ufeff").isascii()
    parts: list[str] = []
    done = 0
    for number, source in sorted(source_extents(text).items()):
        if number in new:
            parts += (text[done : source.start], _rewritten(text, source, new[number], is_ascii))
            done = source.end
    return "".join((*parts, text[done:])).encode("utf-8")


def source_extents(text: str) -> dict[int, Extent]:
    """Where the sources of the cells stand in the notebook *text*, by the cells' numbers from 1."""
    top = dict(_members(text, _skip(text, 1 if text[:1] == "\ufeff" else 0)))
    found = {}
    for number, cell in enumerate(_elements(text, top["cells"].start), 1):
        source = dict(_members(text, cell.start)).get("source")
        if source is not None:
            found[number] = source
    return found


def line_starts(text: str, source: Extent) -> list[int]:
    """Where in *text* each line of the *source* is written."""
    if text[source.start] == '"':
        lines = len(json.loads(text[source.start : source.end]).split("\n"))
        return [source.start] * lines
    starts: list[int] = []
    for element in _elements(text, source.start):
        line: str = json.loads(text[element.start : element.end])
        starts += [element.start] * max(1, len(line.splitlines()))
    return starts


def _members(text: str, at: int) -> Iterator[tuple[str, Extent]]:
    """Each key of the object that begins at *at*, with its value's place."""
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        start = _skip(text, _skip(text, at) + 1)
        _, end = _DECODER.raw_decode(text, start)
        yield key, Extent(start, end)
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def _elements(text: str, at: int) -> Iterator[Extent]:
    """The place of each element of the array that begins at *at*."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield Extent(at, end)
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None
    return match.end()


def _rewritten(text: str, source: Extent, new: str, is_ascii: bool) -> str:
    """How the source is written when it is *new*."""
    is_string = text[source.start] == '"'
    old = _string_lines(text, source) if is_string else _list_lines(text, source)
    wanted = _like(old.texts, new)

    def written(line: str) -> str:
        literal = json.dumps(line, ensure_ascii=is_ascii)
        return literal[1:-1] if is_string else literal

    matcher = difflib.SequenceMatcher(None, old.texts, wanted, autojunk=False)
    pieces: list[tuple[str, int]] = []
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind == "equal":
            pieces += [(old.written[at], at) for at in range(start, stop)]
        else:
            pieces += [(written(line), -2) for line in wanted[new_start:new_stop]]
    return f"{old.before}{_joined(pieces, old.between)}{old.after}"


def _joined(pieces: Sequence[tuple[str, int]], between: Sequence[str]) -> str:
    """The *pieces*, each with its number among the old ones, with what stood between those."""
    parts: list[str] = []
    before = -2
    for piece, number in pieces:
        if parts:
            is_kept = before >= 0 and number == before + 1
            parts.append(between[before] if is_kept else between[-1])
        parts.append(piece)
        before = number
    return "".join(parts)


def _list_lines(text: str, source: Extent) -> _Lines:
    elements = list(_elements(text, source.start))
    written = [text[start:end] for start, end in elements]
    if not elements:
        return _Lines([], [], "[", [","], "]")
    before = text[source.start : elements[0].start]
    between = [text[a.end : b.start] for a, b in pairwise(elements)]
    return _Lines(
        [json.loads(one) for one in written],
        written,
        before,
        [*between, between[0] if between else f",{before[1:]}"],
        text[elements[-1].end : source.end],
    )


def _string_lines(text: str, source: Extent) -> _Lines:
    texts, written, line = [], [], ""
    for unit in _UNIT.findall(text[source.start + 1 : source.end - 1]):
        line += unit
        if unit in (r"\n", r"\u000a", r"\u000A"):
            written.append(line)
            line = ""
    written += [line] if line else []
    texts = [json.loads(f'"{one}"') for one in written]
    return _Lines(texts, written, '"', [""] * (len(texts) + 1), '"')


def _like(old: Sequence[str], new: str) -> list[str]:
    """The lines of *new*, ending where the *old* ones do: writers of notebooks do not agree."""
    whole = "".join(old)
    by_line_feed = re.findall(r"[^\n]*\n|[^\n]+\Z", whole)
    if list(old) == by_line_feed and by_line_feed != whole.splitlines(keepends=True):
        return re.findall(r"[^\n]*\n|[^\n]+\Z", new)
    return new.splitlines(keepends=True)
