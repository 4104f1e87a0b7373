"""One file as it is checked: Python's bytes, whatever the file itself holds."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source.cells import is_notebook

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.reports.located import SourceLines
    from flake8_asyncpitfalls.semantics.source.notebook import CellPlaces, Notebook


class Document:
    """The file *path*, which holds *data*: a module, or a notebook whose cells are one."""

    def __init__(self, path: str, data: bytes) -> None:
        """Raises SourceError for a notebook that is none."""
        self.path, self.data = path, data
        self._notebook = _notebook(path, data) if is_notebook(path) else None
        self.module = data if self._notebook is None else self._notebook.module

    def file_of(self, module: bytes) -> bytes | None:
        """The bytes of the file when its module is *module*; None when that cannot be told."""
        if self._notebook is None:
            return module
        if module == self.module:
            return self.data
        from flake8_asyncpitfalls.cli.notebook_text import rewritten

        return rewritten(self._notebook, module)

    def lines(self, module: bytes) -> SourceLines:
        """The lines of *module*, which this one's file may have, and where they stand in it."""
        from flake8_asyncpitfalls.reports.located import SourceLines

        data = None if self._notebook is None else self.file_of(module)
        if data is None:
            return SourceLines(module)
        from flake8_asyncpitfalls.cli.notebook_lines import NotebookLines

        return NotebookLines(module, data)

    def fixable(self, findings: list[Finding]) -> list[Finding]:
        """*findings*, without the fixes of those whose cell is given to a magic: it may not await."""
        special = frozenset(self._notebook.special_cells) if self._notebook else frozenset()
        if not special:
            return findings
        return [
            replace(finding, fix=None)
            if self._places.cell(finding.span.line) in special
            else finding
            for finding in findings
        ]

    def in_cells(self, error: SourceError) -> SourceError:
        """*error*, which names a line of the module, with the cell and its line."""
        place = re.match(rf"{re.escape(self.path)}:(\d+): ", str(error))
        if self._notebook is None or place is None:
            return error
        cell, line = self._places.place(int(place[1]))
        return SourceError(f"{self.path}:cell {cell}:{line}: {str(error)[place.end() :]}")

    @cached_property
    def _places(self) -> CellPlaces:
        from flake8_asyncpitfalls.semantics.source.notebook import CellPlaces

        return CellPlaces(self.module)


def _notebook(path: str, data: bytes) -> Notebook:
    # What reads notebooks is imported for them alone.
    from flake8_asyncpitfalls.semantics.source.notebook import Notebook

    return Notebook(path, data)
