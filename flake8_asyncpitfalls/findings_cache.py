"""What earlier runs found: the findings of files that nothing they depend on has changed since.

A file's findings are a function of its text, the settings and the modules it consulted. A run
stores, in one JSON entry for its settings, each file's findings, a stamp of every module, and
which module looked up which other. A later run takes a file's findings from there when its text is
the same and none of the modules that it can reach has another content or finds other imports.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flake8_asyncpitfalls
from flake8_asyncpitfalls.semantics.project.resolver import find_module, import_roots_for
from flake8_asyncpitfalls.semantics.project.target_python import TargetPythons
from flake8_asyncpitfalls.semantics.summaries.store import CacheFolder, digest

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.settings import Settings

Memory = tuple[str, tuple["Finding", ...]]
"""The digest of a file's content, and the findings of all rules in it."""
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
        self._stored = _State(self._folder.read("runs", self._key))
        self._new = _State(None)
        self._stubs = settings.stubs
        self._resolved: dict[tuple[str, tuple[Path, ...]], str | None] = {}
        self._unchanged: dict[str, bool] = {}
        self._good: set[str] = set()
        self._pythons = TargetPythons()

    def memory_of(self, path: str) -> Memory | None:
        """The stored digest and findings of the file at *path*, if they are still true."""
        name = os.path.abspath(path)
        rows = self._stored.files.get(name)
        try:
            if rows is None or not self._is_true(name):
                return None
            if self._stored.targets.get(name) != self._target_of(name):
                return None
            return self._stored.stamps[name][2], decode_findings(rows)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            return None

    def add(self, path: str, memory: Memory) -> None:
        """Note the findings of *path*, whose content has that digest."""
        name = os.path.abspath(path)
        self._new.files[name] = encode_findings(memory[1])
        self._new.targets[name] = self._target_of(name)
        self._stamp(name, memory[0])

    def add_edges(self, edges: Edges) -> None:
        """Note which modules looked up which others."""
        for importer, found in edges.items():
            self._new.edges.setdefault(os.path.abspath(importer), {}).update(found)

    def save(self) -> None:
        """Store all of it for the next run, if anything is new, beside what other runs stored."""
        if not self._new.files:
            return
        for importer, found in self._new.edges.items():
            for path in (importer, *found.values()):
                if path is not None and path not in self._new.stamps:
                    self._stamp(path, _content_digest(path))
        with self._folder.locked("runs", self._key):
            state = _State(self._folder.read("runs", self._key))
            state.update(self._new)
            self._folder.write("runs", self._key, vars(state))
        self._new = _State(None)

    def _target_of(self, name: str) -> str:
        """The Python that the project of a file declares: it, too, decides what is found there."""
        return repr(self._pythons.of_file(name).version)

    def _stamp(self, name: str, content: str) -> None:
        try:
            state = os.stat(name)
        except OSError:
            return
        is_settled = state.st_mtime_ns < self._started - _SETTLED
        self._new.stamps[name] = [state.st_mtime_ns if is_settled else 0, state.st_size, content]

    def _is_true(self, name: str) -> bool:
        """Whether the module *name* and all that it can reach through look-ups are unchanged."""
        seen, todo = {name}, [name]
        while todo:
            module = todo.pop()
            if module in self._good:
                continue
            if not self._is_unchanged(module):
                return False
            for path in self._stored.edges.get(module, {}).values():
                if path is not None and path not in seen:
                    seen.add(path)
                    todo.append(path)
        self._good |= seen
        return True

    def _is_unchanged(self, module: str) -> bool:
        known = self._unchanged.get(module)
        if known is None:
            known = not self._has_changed(module) and not self._resolves_anew(module)
            self._unchanged[module] = known
        return known

    def _has_changed(self, name: str) -> bool:
        stamp = self._stored.stamps.get(name)
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
        edges = self._stored.edges.get(importer)
        if not edges:
            return False
        return any(self._resolve(dotted, importer) != path for dotted, path in edges.items())

    def _resolve(self, dotted: str, importer: str) -> str | None:
        roots = import_roots_for(dotted, importer, self._stubs)
        key = (dotted, roots)
        if key not in self._resolved:
            path = find_module(dotted, roots)
            self._resolved[key] = None if path is None else str(path)
        return self._resolved[key]


class _State:
    """What is stored, by absolute path: rows of findings, stamps, look-ups, target Pythons."""

    def __init__(self, stored: Any) -> None:
        self.files: dict[str, list[Any]] = _table(stored, "files")
        self.stamps: dict[str, Stamp] = _table(stored, "stamps")
        self.edges: Edges = _table(stored, "edges")
        self.targets: dict[str, str] = _table(stored, "targets")

    def update(self, new: _State) -> None:
        """Take what is *new*; the look-ups of a module whose content is the same add up."""
        for importer, found in new.edges.items():
            is_same = self._content(importer) == new._content(importer)
            old = self.edges.get(importer, {}) if is_same else {}
            self.edges[importer] = {**old, **found}
        self.files.update(new.files)
        self.stamps.update(new.stamps)
        self.targets.update(new.targets)

    def _content(self, name: str) -> Any:
        stamp = self.stamps.get(name)
        return stamp[2] if isinstance(stamp, list) and len(stamp) > 2 else None


def encode_findings(findings: Any) -> list[Any]:
    """Findings as plain JSON data."""
    if not findings:
        return []
    from flake8_asyncpitfalls.findings_codec import encode

    return [encode(finding) for finding in findings]


def decode_findings(rows: list[Any]) -> tuple[Any, ...]:
    """The findings that *rows* describe; raises TypeError or KeyError for foreign data."""
    if not rows:
        return ()
    from flake8_asyncpitfalls.findings_codec import decode

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
