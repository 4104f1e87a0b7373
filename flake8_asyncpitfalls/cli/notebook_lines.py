"""Findings in a notebook, with the cell, the line in it, and the line of the file that holds that."""

from __future__ import annotations

import bisect
import os
import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli.notebook_text import line_starts, source_extents
from flake8_asyncpitfalls.reports.located import SourceLines
from flake8_asyncpitfalls.semantics.source.notebook import CellPlaces

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding, Hop
    from flake8_asyncpitfalls.reports.located import Located


class NotebookLines(SourceLines):
    """The lines of the *module* that the cells of the notebook *data* make."""

    def __init__(self, module: bytes, data: bytes) -> None:
        super().__init__(module)
        self._module, self._file = module, data

    def locate(self, path: str, finding: Finding) -> Located:
        """*finding* of the notebook *path*: its lines are those of its cell."""
        found = super().locate(path, finding)
        cell, line = self._places.place(found.line)
        opened = found.opened_at
        if opened is not None:
            opened = (*self._places.place(opened[1]), opened[2])
        name = re.compile(rf"({re.escape(os.path.basename(path))}):(\d+)")
        return found._replace(
            line=line,
            end_line=line + found.end_line - found.line,
            cell=cell,
            file_line=self._file_line(cell, line),
            opened_at=opened,
            message=name.sub(self._named, found.message),
            chain=tuple(self._hop(hop, path) for hop in found.chain),
        )

    def _hop(self, hop: Hop, path: str) -> Hop:
        if os.path.abspath(hop.path) != os.path.abspath(path):
            return hop
        cell, line = self._places.place(hop.line)
        return replace(hop, line=line, cell=cell, file_line=self._file_line(cell, line))

    def _named(self, match: re.Match[str]) -> str:
        cell, line = self._places.place(int(match[2]))
        return f"{match[1]}:cell {cell}:{line}"

    def _file_line(self, cell: int, line: int) -> int:
        starts = self._starts.get(cell, [])
        at = starts[min(line, len(starts)) - 1] if starts else 0
        return bisect.bisect_right(self._ends, at - 1) + 1

    @cached_property
    def _places(self) -> CellPlaces:
        return CellPlaces(self._module)

    @cached_property
    def _starts(self) -> dict[int, list[int]]:
        extents = source_extents(self._text)
        return {number: line_starts(self._text, source) for number, source in extents.items()}

    @cached_property
    def _ends(self) -> list[int]:
        """Where the line ends of the file are."""
        return [match.start() for match in re.finditer("\n", self._text)]

    @cached_property
    def _text(self) -> str:
        return self._file.decode("utf-8")
