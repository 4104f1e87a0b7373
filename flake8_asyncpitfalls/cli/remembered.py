"""What earlier runs found: the findings of files that nothing they depend on has changed since.

A file's findings are a function of its text, the settings and the modules it consulted. A run
stores, in one JSON entry for its settings, each file's findings, a stamp of every module, and
which module looked up which other. The next run marks the modules whose content or whose imports'
resolution changed, and checks the files that can reach one of these, and no others.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flake8_asyncpitfalls
from flake8_asyncpitfalls.semantics.cache import CacheFolder, digest
from flake8_asyncpitfalls.semantics.locating import find_module, import_roots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.cli.session import Memory
    from flake8_asyncpitfalls.settings import Settings

Edges = dict[str, dict[str, str | None]]
Stamp = list[Any]
"""Modification time in nanoseconds, size in bytes, digest of the content."""
_SETTLED = 2_000_000_000
"""A file changed within so many nanoseconds before a run may change again unseen by its time."""


class Remembered:
    """The stored findings for one set of settings, one folder to work in, one version of us."""

    def __init__(self, cache_dir: str, settings: Settings) -> None:
        self._folder = CacheFolder(Path(cache_dir))
        self._key = digest(repr(settings), os.getcwd(), _package_stamp(), *_stub_stamps(settings))
        self._started = time.time_ns()
        stored = self._folder.read("runs", self._key)
        self._files: dict[str, list[Any]] = _table(stored, "files")
        self._stamps: dict[str, Stamp] = _table(stored, "stamps")
        self._edges: Edges = _table(stored, "edges")
        self._resolved: dict[tuple[str, tuple[Path, ...]], str | None] = {}
        self._is_new = False

    def still_true(self, paths: Iterable[str]) -> dict[str, Memory]:
        """The stored digest and findings of those of *paths* that need no check."""
        wanted = {path: os.path.abspath(path) for path in paths}
        known = {path: name for path, name in wanted.items() if name in self._files}
        try:
            stale = self._stale({*known.values(), *self._stamps})
            return {
                path: (self._stamps[name][2], decode_findings(self._files[name]))
                for path, name in known.items()
                if name not in stale
            }
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            return {}

    def add(self, path: str, memory: Memory) -> None:
        """Note the findings of *path*, whose content has that digest."""
        name = os.path.abspath(path)
        self._files[name] = encode_findings(memory[1])
        self._stamp(name, memory[0])
        self._is_new = True

    def add_edges(self, edges: Edges) -> None:
        """Note which modules looked up which others."""
        for importer, found in edges.items():
            self._edges[os.path.abspath(importer)] = found
            self._is_new = True

    def save(self) -> None:
        """Store all of it for the next run, if anything is new."""
        if not self._is_new:
            return
        for importer, found in self._edges.items():
            for path in (importer, *found.values()):
                if path is not None and path not in self._stamps:
                    self._stamp(path, _content_digest(path))
        state = {"files": self._files, "stamps": self._stamps, "edges": self._edges}
        self._folder.write("runs", self._key, state)

    def _stamp(self, name: str, content: str) -> None:
        try:
            state = os.stat(name)
        except OSError:
            return
        is_settled = state.st_mtime_ns < self._started - _SETTLED
        self._stamps[name] = [state.st_mtime_ns if is_settled else 0, state.st_size, content]

    def _stale(self, names: set[str]) -> set[str]:
        """The modules that changed, or whose imports did, and all that depend on them."""
        stale = {name for name in names if self._has_changed(name)}
        stale |= {name for name in self._edges if self._resolves_anew(name)}
        users: defaultdict[str, list[str]] = defaultdict(list)
        for importer, found in self._edges.items():
            for path in found.values():
                if path is not None:
                    users[os.path.abspath(path)].append(importer)
        todo = list(stale)
        while todo:
            for user in users[todo.pop()]:
                if user not in stale:
                    stale.add(user)
                    todo.append(user)
        for name in stale:
            self._edges.pop(name, None)
            self._stamps.pop(name, None)
        return stale

    def _has_changed(self, name: str) -> bool:
        stamp = self._stamps.get(name)
        try:
            state = os.stat(name)
        except OSError:
            return True
        if stamp is None or stamp[1] != state.st_size:
            return True
        if stamp[0] == state.st_mtime_ns:
            return False
        return bool(_content_digest(name) != stamp[2])

    def _resolves_anew(self, importer: str) -> bool:
        roots = import_roots(importer)
        return any(
            self._resolve(dotted, roots) != (None if path is None else os.path.abspath(path))
            for dotted, path in self._edges[importer].items()
        )

    def _resolve(self, dotted: str, roots: tuple[Path, ...]) -> str | None:
        key = (dotted, roots)
        if key not in self._resolved:
            path = find_module(dotted, roots)
            self._resolved[key] = None if path is None else os.path.abspath(path)
        return self._resolved[key]


def encode_findings(findings: Any) -> list[Any]:
    """Findings as plain JSON data."""
    if not findings:
        return []
    from flake8_asyncpitfalls.cli.findings_codec import encode

    return [encode(finding) for finding in findings]


def decode_findings(rows: list[Any]) -> tuple[Any, ...]:
    """The findings that *rows* describe; raises TypeError or KeyError for foreign data."""
    if not rows:
        return ()
    from flake8_asyncpitfalls.cli.findings_codec import decode

    return tuple(decode(row) for row in rows)


def _table(stored: Any, name: str) -> dict[str, Any]:
    table = stored.get(name) if isinstance(stored, dict) else None
    return table if isinstance(table, dict) else {}


def _content_digest(path: str) -> str:
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return ""


def _package_stamp() -> str:
    """Changes whenever a file of this package does: what is stored is only as good as the rules."""
    return _folder_stamp(os.path.dirname(flake8_asyncpitfalls.__file__))


def _stub_stamps(settings: Settings) -> list[str]:
    return [_folder_stamp(folder) for folder in settings.stubs]


def _folder_stamp(folder: str) -> str:
    newest, count = 0, 0
    todo = [folder]
    while todo:
        try:
            entries = list(os.scandir(todo.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    todo.append(entry.path)
            else:
                newest = max(newest, entry.stat().st_mtime_ns)
                count += 1
    return f"{newest} {count}"
