"""What a notebook's cells hold besides Python: IPython's magics, shell commands and help.

IPython reads a line as its own where a statement begins with one of ``%``, ``!``, ``?``, ``,``, ``;``,
``/``, where a value begins with ``%`` or ``!``, and where a statement ends in ``?``; none of these is
Python (https://ipython.readthedocs.io/en/stable/interactive/python-ipython-diff.html). In their place
stands a call of ``get_ipython``, which is what IPython makes of them, with a comment by which they are
put back. Lines stay lines, and what is Python keeps its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PYTHON_CELLS = frozenset({"capture", "debug", "prun", "time", "timeit"})
"""The magics of whole cells whose cell is Python that runs where the others run."""
_CELL_MAGIC = re.compile(r"\s*%%(\w*)")
_MAY_BE = re.compile(r"^[ \t]*[%!?,;/]|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)
_STATEMENT = re.compile(r"(?P<kept>[ \t]*)(?P<magic>[%!?,;/].*|[^#'\"\r\n]*\?[ \t]*(?=[\r\n]|\Z))")
_VALUE = re.compile(r"(?P<kept>[ \t]*[^\W\d][^=#'\"()\r\n]*=)(?P<magic>[ \t]*[%!].*)")
_TOKEN = re.compile(
    r"(?P<skipped>#[^\r\n]*|\\(?:\r\n|\r|\n))|(?P<quote>\"\"\"|'''|\"|')"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\r\n|\r|\n)|[^#\\\"'()\[\]{}\r\n]+|."
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_NO_ASYNCIO = re.compile(r"^[ \t]*%autoawait[ \t]+(?!asyncio\b|True\b|on\b|1\b)\S", re.MULTILINE)


class Masked(NamedTuple):
    """A cell as Python, and what was put aside, by the number in its place."""

    text: str
    aside: dict[int, str]


def cell_magic(source: str) -> str | None:
    """The name of the magic that the whole cell is given to, None where there is none."""
    match = _CELL_MAGIC.match(source)
    return match[1] if match else None


def awaits_with_asyncio(source: str) -> bool:
    """Whether the cell leaves it at asyncio's loop, in which IPython runs what cells await."""
    return _NO_ASYNCIO.search(source) is None


def masked(source: str, mark: str, first: int) -> Masked:
    """The cell *source* as Python; what was put aside has numbers from *first*, after *mark*."""
    aside: dict[int, str] = {}
    if not _MAY_BE.search(source):
        return Masked(source, aside)
    parts: list[str] = []
    done = at = 0
    while at < len(source):
        match = _VALUE.match(source, at) or _STATEMENT.match(source, at)
        if match is None:
            at = _next_statement(source, at)
            continue
        at = match.start("magic")
        parts.append(source[done:at])
        place = "get_ipython()  " if not match["kept"].endswith("=") else " get_ipython()  "
        for line, line_end in _continued(source, at):
            number = first + len(aside)
            aside[number] = line
            parts.append(f"{place}# {mark}-aside {number}{line_end}")
            place = ""
            at += len(line) + len(line_end)
        done = at
    return Masked("".join((*parts, source[done:])), aside)


def unmasked(text: str, mark: str, aside: dict[int, str]) -> tuple[str, list[int]]:
    """*text* with what was put *aside* back in its places, and the numbers that were found."""
    found: list[int] = []

    def put_back(match: re.Match[str]) -> str:
        number = int(match[1])
        found.append(number)
        return aside.get(number, "")

    pattern = rf"(?:(?:(?<==) )?get_ipython\(\)  )?# {re.escape(mark)}-aside (\d+)"
    return re.sub(pattern, put_back, text), found


def _continued(source: str, at: int) -> Iterator[tuple[str, str]]:
    """The line from *at* on and those that a backslash joins to it, each with its end apart."""
    while at < len(source):
        line = _LINE.match(source, at)
        assert line is not None
        text = line[0].rstrip("\r\n")
        yield text, line[0][len(text) :]
        at = line.end()
        if not text.endswith("\\"):
            return


def _next_statement(source: str, at: int) -> int:
    """Where the line after the statement at *at* begins.

    Lines that brackets, strings and backslashes join are one.
    """
    depth = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        assert token is not None
        at = token.end()
        if token["quote"]:
            at = _string_end(source, at, token["quote"])
        elif token["open"] or token["close"]:
            depth = max(0, depth + (1 if token["open"] else -1))
        elif token["end"] and not depth:
            break
    return at


def _string_end(source: str, at: int, quote: str) -> int:
    inside = r"(?:\\.|[^\\])*?" if len(quote) == 3 else r"(?:\\.|[^\\\r\n])*?"
    match = re.compile(inside + quote, re.DOTALL).match(source, at)
    if match:
        return match.end()
    if len(quote) == 3:
        return len(source)
    line = re.compile(r"[^\r\n]*").match(source, at)
    assert line is not None
    return line.end()
