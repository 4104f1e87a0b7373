"""What a project gives to others, by the files that say so: it is published, and what runs it.

Folders are looked at from the file upwards; the nearest that names a project decides. It is read, never run.
Where packages are installed, or an archive of one is unpacked, its metadata (``*.dist-info``) says the same.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.git_index import is_repository
from flake8_asyncpitfalls.semantics.project.project_files import (
    at,
    metadata_folders,
    text_of,
    toml_of,
)

_FOR_AN_INDEX = ("classifiers", "keywords", "urls", "homepage", "repository")
"""What a project says of itself for those who look for it in an index of packages."""
_SAID = re.compile(
    r"""(?m)^\s*["']?(?:classifiers?|keywords|project_urls|url)["']?\s*[=:]\s*(?=\S|$)"""
)
_PRIVATE = "Private ::"
_LIBRARY = "Topic :: Software Development :: Libraries"
_NAMED = re.compile(r"=\s*([A-Za-z_][\w.]*:[A-Za-z_][\w.]*)")
_SCRIPTS = ("scripts", "gui-scripts")


class Distribution(NamedTuple):
    """*is_published*: others can install it. *has_scripts*: it is a program. *named*: entry points.

    Entry points are written ``package.module:name``.
    """

    is_published: bool = False
    has_scripts: bool = False
    named: frozenset[str] = frozenset()


class Distributions:
    """Answers for the files of one run; a folder's project files are read once."""

    def __init__(self) -> None:
        self._folders: dict[str, Distribution] = {}

    def of_file(self, path: str) -> Distribution:
        """What the project of the file at *path* gives to others."""
        return self._of_folder(os.path.dirname(os.path.abspath(path)))

    def _of_folder(self, folder: str) -> Distribution:
        known = self._folders.get(folder)
        if known is None:
            found = _look_at(folder)
            parent = os.path.dirname(folder)
            if found is None and (is_repository(folder) or parent == folder):
                found = Distribution()
            known = self._folders[folder] = self._of_folder(parent) if found is None else found
        return known


def _look_at(folder: str) -> Distribution | None:
    """What the files of *folder* say; None where it is not the folder of a project."""
    found = (_pyproject(folder), _setup(folder), _metadata(folder))
    told = [one for one in found if one is not None]
    if not told:
        return None
    is_built = asked.kind(os.path.join(folder, "PKG-INFO")) == asked.FILE
    return Distribution(
        is_built or any(one.is_published for one in told),
        any(one.has_scripts for one in told),
        frozenset().union(*(one.named for one in told)),
    )


def _pyproject(folder: str) -> Distribution | None:
    text = text_of(os.path.join(folder, "pyproject.toml"))
    if text is None:
        return None
    tables = toml_of(text)
    project, poetry = tables.get("project"), at(tables, "tool", "poetry")
    found = [table for table in (project, poetry) if isinstance(table, dict)]
    scripts = [table.get(key) for table in found for key in _SCRIPTS]
    points = [table.get(key) for table in found for key in ("entry-points", "plugins")]
    named = frozenset(text for text in _strings([scripts, points]) if ":" in text)
    is_for_others = any(_is_said(table.get(key)) for table in found for key in _FOR_AN_INDEX)
    is_program = any(scripts) and not _is_library(_strings(found))
    return Distribution(is_for_others, is_program, named) if found else None


def _is_said(value: Any) -> bool:
    texts = list(_strings(value))
    return bool(texts) and not any(text.startswith(_PRIVATE) for text in texts)


def _setup(folder: str) -> Distribution | None:
    paths = [os.path.join(folder, name) for name in ("setup.cfg", "setup.py")]
    text = "\n".join(filter(None, map(text_of, paths)))
    if "[metadata]" not in text and "setup(" not in text:
        return None
    is_for_others = _SAID.search(text) is not None and _PRIVATE not in text
    is_program = "console_scripts" in text and _LIBRARY not in text
    return Distribution(is_for_others, is_program, frozenset(_NAMED.findall(text)))


def _metadata(folder: str) -> Distribution | None:
    """What the metadata of the packages that are installed in *folder* say, of all together."""
    found = [_installed(metadata) for metadata in metadata_folders(folder)]
    if not found:
        return None
    return Distribution(
        any(one.is_published for one in found),
        all(one.has_scripts for one in found),
        frozenset().union(*(one.named for one in found)),
    )


def _installed(folder: str) -> Distribution:
    """What the metadata of one package say, which was built so that others can install it."""
    text = text_of(os.path.join(folder, "METADATA")) or ""
    points = text_of(os.path.join(folder, "entry_points.txt")) or ""
    is_program = "_scripts]" in points and not _is_library(text.splitlines())
    is_private = f"Classifier: {_PRIVATE}" in text
    return Distribution(not is_private, is_program, frozenset(_NAMED.findall(points)))


def _is_library(texts: Iterable[str]) -> bool:
    """Whether a classifier among *texts* says that it is one, though it may have scripts too."""
    return any(text.removeprefix("Classifier: ").startswith(_LIBRARY) for text in texts)


def _strings(value: Any) -> Iterator[str]:
    """All texts in *value*, however deep."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)
