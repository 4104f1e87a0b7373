"""The configuration of each file: that of the nearest pyproject.toml with a table [tool.asyncfix].

The nearest table counts wholly, and nothing of those above it; where there is none above a file, what
holds for the run does. What is about the run and not about files (see options.RUN_WIDE) is always
what the current directory says. [flake8] comes before, the command line after every table.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli.config import Configuration, load, own_pyproject
from flake8_asyncpitfalls.cli.files import Filters
from flake8_asyncpitfalls.cli.options import RUN_WIDE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable


class Configurations:
    """The configurations of the files of one run; *run* is that of the current directory."""

    def __init__(self, arguments: argparse.Namespace, run: Configuration | None = None) -> None:
        """Raises what ``load`` raises, as the other methods do."""
        self.run = run or load(arguments)
        self._arguments = arguments
        self._is_fixed = hasattr(arguments, "config") or hasattr(arguments, "isolated")
        self._by_folder: dict[str, Configuration] = {}
        self._by_file: dict[str, Configuration] = {}
        self._filters: dict[int, Filters] = {}

    def of_file(self, path: str) -> Configuration:
        """The configuration of the file *path*, which need not be there."""
        return self.of_folder(os.path.dirname(os.path.abspath(path)))

    def of_folder(self, folder: str) -> Configuration:
        """That of the files in *folder*, an absolute path."""
        if self._is_fixed:
            return self.run
        new: list[str] = []
        while (found := self._by_folder.get(folder) or self._own(folder)) is None:
            new.append(folder)
            above = os.path.dirname(folder)
            if above == folder:
                found = self.run
                break
            folder = above
        self._by_folder.update(dict.fromkeys([*new, folder], found))
        return found

    def groups(self, paths: Iterable[str]) -> list[tuple[Configuration, list[str]]]:
        """The *paths* by their configuration; the run's own where there are none."""
        groups: dict[int, tuple[Configuration, list[str]]] = {}
        by_folder: dict[str, list[str]] = {}
        for path in paths:
            folder = os.path.dirname(path)
            known = by_folder.get(folder)
            if known is None:
                config = self.of_file(path)
                known = by_folder[folder] = groups.setdefault(id(config), (config, []))[1]
            known.append(path)
        return list(groups.values()) or [(self.run, [])]

    def filters(self, folder: str) -> Filters:
        """What is left out and what is looked for in *folder*, an absolute path."""
        config = self.of_folder(folder)
        known = self._filters.get(id(config))
        if known is None:
            known = self._filters[id(config)] = Filters(excluded(config), config["filename"])
        return known

    def is_excluded(self, path: str) -> bool:
        """Whether the settings leave the file *path* out."""
        return self.filters(os.path.dirname(os.path.abspath(path))).is_excluded(path)

    def _own(self, folder: str) -> Configuration | None:
        pyproject = own_pyproject(Path(folder))
        if pyproject is None:
            return None
        name = str(pyproject)
        if name not in self._by_file:
            found = load(self._arguments, pyproject)
            of_run = {option: self.run[option] for option in RUN_WIDE}
            places = {k: v for k, v in found.origins.items() if k not in RUN_WIDE}
            places |= {k: v for k, v in self.run.origins.items() if k in RUN_WIDE}
            values = {**found.values, **of_run}
            found = replace(found, values=values, origins=places, source=name)
            is_of_run = name == self.run.source
            self._by_file[name] = self.run if is_of_run else found
        return self._by_file[name]


def excluded(config: Configuration) -> tuple[str, ...]:
    """The patterns of what is left out."""
    return (*config["exclude"], *config["extend_exclude"])
