"""A Jupyter notebook as one module: its code cells, one after the other.

https://nbformat.readthedocs.io/en/latest/format_description.html

Before each cell stands a comment with its number, by which a text is taken apart again; what is not
Python is masked (see ``magics``). So every line of the module is a line of one cell, or such a comment,
and everything that is asked of a module can be asked of a notebook. What cells await runs in the
kernel's loop: ``Source.awaits_at_top``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source.cells import LOOP, MARK, NO_LOOP
from flake8_asyncpitfalls.semantics.source.magics import (
    PYTHON_CELLS,
    awaits_with_asyncio,
    cell_magic,
    masked,
    unmasked,
)

_HEADER = re.compile(rf"# ({MARK}\d*) ({LOOP}|{NO_LOOP})$", re.MULTILINE)
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class CodeCell(NamedTuple):
    """A cell with Python: its *number* from 1 among all cells, and its *source*."""

    number: int
    source: str


class Notebook:
    """The notebook at *path* with the bytes *data*.

    Raises SourceError, whose message is one line that begins with *path*, for what is none. One for
    another language has no cells.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.text = _decoded(path, data)
        self.cells = _code_cells(path, _parsed(path, self.text))
        sources = "".join(cell.source for cell in self.cells)
        self._mark = MARK
        while self._mark in sources:
            self._mark = f"{MARK}{int(self._mark.removeprefix(MARK) or 1) + 1}"
        self._aside: dict[int, str] = {}

    @cached_property
    def module(self) -> bytes:
        """The cells as one module, in UTF-8; empty where there is no code."""
        if not self.cells:
            return b""
        has_loop = all(awaits_with_asyncio(cell.source) for cell in self.cells)
        # A coding comment counts in the first two lines of a file only: here it says nothing.
        parts = [f"# {self._mark} {LOOP if has_loop else NO_LOOP}\n"]
        for cell in self.cells:
            found = masked(cell.source, self._mark, len(self._aside))
            self._aside |= found.aside
            opened = "if True:  " if _is_indented(found.text) else ""
            parts.append(f"{opened}# {self._mark} {cell.number}\n{found.text}\n")
        return "".join(parts).encode("utf-8", "surrogatepass")

    @property
    def special_cells(self) -> Iterator[int]:
        """The numbers of the cells that are given to a magic: they may not await."""
        return (cell.number for cell in self.cells if cell_magic(cell.source) is not None)

    def changed(self, module: bytes) -> dict[int, str] | None:
        """What *module*, made of ours, has in other cells than we have, by number.

        None when it cannot be taken apart: a mark is gone or there twice, or something stands before
        the magic of a whole cell.
        """
        pieces = _cell_marks(self._mark).split(module.decode("utf-8", "surrogatepass"))
        header, _, before = pieces[0].partition("\n")
        is_ours = _HEADER.fullmatch(header) is not None
        if not is_ours or [int(one) for one in pieces[1::2]] != [one.number for one in self.cells]:
            return None
        asides: list[int] = []
        new: dict[int, str] = {}
        for cell, piece in zip(self.cells, pieces[2::2], strict=True):
            text, found = unmasked(before + piece[1:-1], self._mark, self._aside)
            asides += found
            before = ""
            if text != cell.source:
                new[cell.number] = text
            if not _keeps_magic(cell.source, text) or piece[:1] + piece[-1:] != "\n\n":
                return None
        return new if asides == list(self._aside) else None


class CellPlaces:
    """Where the lines of a module made of cells stand."""

    def __init__(self, module: bytes) -> None:
        """Take the text of the module."""
        self._starts: list[tuple[int, int]] = []
        lines = re.split(r"\r\n|\r|\n", module.decode("utf-8", "surrogatepass"))
        header = _HEADER.fullmatch(lines[0])
        marks = _cell_marks(header[1] if header else MARK)
        for number, line in enumerate(lines, 1):
            match = marks.fullmatch(line)
            if match:
                self._starts.append((number, int(match[1])))

    def place(self, line: int) -> tuple[int, int]:
        """The cell's number and the line in it (both from 1) of line number *line* of the module."""
        for start, number in reversed(self._starts):
            if start < line:
                return number, line - start
        return (self._starts[0][1] if self._starts else 1), 1

    def cell(self, line: int) -> int:
        """The number of the cell that line number *line* of the module belongs to."""
        return self.place(line)[0]


def _cell_marks(mark: str) -> re.Pattern[str]:
    """What matches the comments before the cells."""
    return re.compile(rf"^(?:if True:  )?# {mark} (\d+)$", re.MULTILINE)


def _keeps_magic(before: str, after: str) -> bool:
    """Whether the magic of a whole cell, if it has one, still begins it."""
    if cell_magic(before) is None:
        return True
    line = before.lstrip().partition("\n")[0]
    return after.lstrip().startswith(line)


def _is_indented(text: str) -> bool:
    """Whether all of a cell is, which IPython takes back."""
    for line in _LINES.findall(text):
        code = line.strip()
        if code and not code.startswith("#"):
            return line[0] in " \t"
    return False


def _decoded(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not a notebook: {error}") from error


def _parsed(path: str, text: str) -> dict[str, Any]:
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise SourceError(f"{path}: not a notebook: no JSON, {error.msg} at {place}") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: not a notebook: JSON that cannot be read") from error
    if isinstance(document, dict) and isinstance(document.get("cells"), list):
        return document
    if isinstance(document, dict) and "worksheets" in document:
        old = "a notebook of format 3 or older; jupyter nbconvert --to notebook makes it a new one"
        raise SourceError(f"{path}: {old}")
    raise SourceError(f"{path}: not a notebook: it has no list of cells")


def _code_cells(path: str, document: dict[str, Any]) -> list[CodeCell]:
    if not _is_python(document.get("metadata")):
        return []
    return list(_python_cells(path, document["cells"]))


def _python_cells(path: str, cells: list[Any]) -> Iterator[CodeCell]:
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or "cell_type" not in cell:
            raise SourceError(f"{path}: not a notebook: cell {number} is none")
        if cell["cell_type"] != "code":
            continue
        source = cell.get("source")
        lines: list[Any] = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines):
            raise SourceError(f"{path}: not a notebook: cell {number} has no source")
        text = "".join(lines)
        magic = cell_magic(text)
        if _has_other_language(cell) or (magic is not None and magic not in PYTHON_CELLS):
            continue
        yield CodeCell(number, text)


def _is_python(metadata: Any) -> bool:
    """Whether the notebook's kernel runs Python, as far as it says."""
    for holder, key in (("kernelspec", "language"), ("language_info", "name")):
        found = metadata.get(holder) if isinstance(metadata, dict) else None
        language = found.get(key) if isinstance(found, dict) else None
        if isinstance(language, str):
            return language.lower() in {"python", "ipython"}
    return True


def _has_other_language(cell: dict[str, Any]) -> bool:
    """Whether the editor was told that the cell is in another language."""
    metadata = cell.get("metadata")
    editor = metadata.get("vscode") if isinstance(metadata, dict) else None
    language = editor.get("languageId") if isinstance(editor, dict) else None
    return isinstance(language, str) and language != "python"
