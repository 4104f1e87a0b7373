"""Which files belong together, what their modules are called, and how imports find them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from flake8_asyncpitfalls.errors import SourceError, StubError
from flake8_asyncpitfalls.semantics.cache import SummaryCache
from flake8_asyncpitfalls.semantics.names import ModuleName
from flake8_asyncpitfalls.semantics.source import Source
from flake8_asyncpitfalls.semantics.summary import ModuleSummary
from flake8_asyncpitfalls.settings import FollowImports, Settings
from flake8_asyncpitfalls.stubs import stub_path

_ROOT_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", "tox.ini", ".flake8", ".git")
_OWN = (".py",)
_FOREIGN = (".pyi", ".py")
_LIVE_BYTES = 1_200_000
_LIVE_FILES = 8
"""How much source may keep its syntax tree at a time: about 30,000 lines."""
_KNOWN_BYTES = 5_000_000
"""How much source may be known at a time, as facts or as trees: it bounds the memory of a worker."""
_MAX_BYTES = 4_000_000
"""A followed module larger than this is data in Python's clothes; it is not read."""


class Project:
    """The modules that the files under check can import, loaded when first needed.

    It is the Loader of ``Types``: stubs for libraries, the project's own files, and, with
    ``asy-follow-imports = environment``, the packages installed for the running interpreter.
    Syntax trees are kept for the most recent modules only; older ones are frozen.
    """

    def __init__(self, settings: Settings, cache_dir: Path | None = None) -> None:
        self.settings = settings
        self.cache = SummaryCache(cache_dir)
        self.attached: object | None = None
        self.imports = ImportRecord()
        self._by_path: dict[Path, ModuleSummary | None] = {}
        self._by_name: dict[tuple[str, tuple[Path, ...]], ModuleSummary | None] = {}
        self._stubs: dict[str, ModuleSummary | None] = {}
        self._live: dict[Path, int] = {}
        self._imported: set[Path] = set()
        self._current: Path | None = None
        self._bytes_known = 0
        self.texts: Mapping[str, bytes] = {}
        """What stands for the content of some files, by absolute path."""

    @classmethod
    def for_files(
        cls, paths: Iterable[str | Path], settings: Settings, cache_dir: Path | None = None
    ) -> Project:
        """A project for linting *paths*; they are not read until something imports them."""
        return cls(settings, cache_dir)

    def trim(self) -> None:
        """Forget all modules once they are many: what is needed again is read again.

        Call it between files only: whoever holds summaries must let go of them too.
        """
        if self._bytes_known > _KNOWN_BYTES:
            self.finish()
            for summary in self._by_path.values():
                if summary is not None:
                    summary.release()
            self.attached = None
            self._bytes_known = 0
            for known in (self._by_path, self._by_name, self._live, self._imported):
                known.clear()

    def parsed(self, path: str, data: bytes) -> Source | None:
        """The source of the file at *path* if it was read for an import and has not changed."""
        known = self._by_path.get(_absolute(path))
        source = None if known is None else known.source
        return source if source is not None and source.data == data else None

    def module(self, source: Source) -> ModuleSummary:
        """The summary of the file under check, which imports of it then find too."""
        path = self._current = _absolute(source.path)
        known = self._by_path.get(path)
        if known is not None and known.source is source:
            return known
        name = module_name(source.path)
        summary = ModuleSummary(source.path, name, source, overlay=self._overlay(name.dotted))
        if source.path not in ("-", "stdin", ""):
            self._by_path[path] = summary
            self._keep_live(path, len(source.data))
        return summary

    def load(self, dotted: str, importer: ModuleSummary | None) -> ModuleSummary | None:
        """The module of that absolute name as *importer* would import it, or None."""
        if not dotted:
            return None
        top = dotted.partition(".")[0]
        if importer is None or importer.is_stub:
            return self._stub(dotted)
        if top not in sys.stdlib_module_names:
            found = self._own(dotted, importer)
            if found is not None:
                return found
        stub = self._stub(dotted)
        if stub is not None or self.settings.follow_imports is not FollowImports.ENVIRONMENT:
            return stub
        found = self._find(dotted, environment_roots(), is_foreign=True)
        self.imports.add(importer.path, dotted, None if found is None else found.path)
        return found

    def finish(self) -> None:
        """Store what was learnt of imported modules, for the next run."""
        if self.cache.is_on:
            for path in list(self._live):
                self._retire(path)

    def _own(self, dotted: str, importer: ModuleSummary) -> ModuleSummary | None:
        if self.settings.follow_imports is FollowImports.FILE:
            is_itself = dotted == importer.name.dotted
            return importer if is_itself else None
        roots = import_roots(importer.path)
        found = self._find(dotted, roots, is_foreign=importer.is_foreign)
        self.imports.add(importer.path, dotted, None if found is None else found.path)
        return found

    def _find(
        self, dotted: str, roots: tuple[Path, ...], *, is_foreign: bool
    ) -> ModuleSummary | None:
        key = (dotted, roots)
        if key not in self._by_name:
            path = find_module(dotted, roots, _FOREIGN if is_foreign else _OWN)
            found = None if path is None else self._read(path, dotted)
            if found is not None and is_foreign:
                found.is_foreign = True
            self._by_name[key] = found
        return self._by_name[key]

    def _read(self, path: Path, dotted: str) -> ModuleSummary | None:
        self._imported.add(path)
        if path not in self._by_path:
            self._by_path[path] = None
            try:
                if path.stat().st_size <= _MAX_BYTES:
                    self._by_path[path] = self._summarise(path, dotted)
            except (SourceError, OSError):
                return None
        return self._by_path[path]

    def _summarise(self, path: Path, dotted: str) -> ModuleSummary:
        name = ModuleName(dotted, path.stem == "__init__")
        data = self.texts.get(str(path)) or path.read_bytes()
        stored = self.cache.get(str(path), data, name, self._overlay(dotted))
        if stored is not None:
            self._bytes_known += len(data)
            return stored
        source = Source.parse(str(path), data)
        self._keep_live(path, len(data))
        return ModuleSummary(str(path), name, source, overlay=self._overlay(dotted))

    def _keep_live(self, path: Path, size: int) -> None:
        self._bytes_known += size
        self._live.pop(path, None)
        self._live[path] = size
        while sum(self._live.values()) > _LIVE_BYTES and len(self._live) > _LIVE_FILES:
            self._retire(next(other for other in self._live if other != self._current))

    def _retire(self, path: Path) -> None:
        """Let go of a module's tree; one that nobody imported is forgotten."""
        del self._live[path]
        summary = self._by_path.get(path)
        if summary is None:
            return
        if path not in self._imported:
            del self._by_path[path]
            summary.release()
            return
        data = b"" if summary.source is None else summary.source.data
        summary.freeze()
        self.cache.put(summary, data)

    def _overlay(self, dotted: str) -> ModuleSummary | None:
        """Our stub of a library whose own sources are under check."""
        is_stdlib = dotted.partition(".")[0] in sys.stdlib_module_names
        return None if is_stdlib else self._stub(dotted)

    def _stub(self, dotted: str) -> ModuleSummary | None:
        if dotted not in self._stubs:
            path = stub_path(dotted, self.settings.stubs)
            self._stubs[dotted] = None if path is None else _read_stub(path, dotted)
        return self._stubs[dotted]


class ImportRecord:
    """Which modules looked up which others: what a file's findings can depend on."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, str | None]] = {}
        self._changed: set[str] = set()

    def add(self, importer: str, dotted: str, path: str | None) -> None:
        """Note that *importer* looked *dotted* up and got the file *path*, or nothing."""
        found = self._found.setdefault(importer, {})
        if dotted not in found:
            found[dotted] = path
            self._changed.add(importer)

    def take(self) -> dict[str, dict[str, str | None]]:
        """The look-ups of every module that made new ones since the last time of asking."""
        changed = {importer: dict(self._found[importer]) for importer in self._changed}
        self._changed.clear()
        return changed


@lru_cache(maxsize=512)
def _read_stub(path: Path, dotted: str) -> ModuleSummary:
    """The stub at *path*; raises StubError, with file and line, when it does not parse."""
    try:
        source = Source.read(path)
    except SourceError as error:
        raise StubError(str(error)) from error
    name = ModuleName(dotted, path.stem == "__init__")
    return ModuleSummary(str(path), name, source, is_stub=True)


def module_name(path: str) -> ModuleName:
    """The dotted name under which the file at *path* is imported in its project."""
    absolute = _absolute(path)
    is_package = absolute.stem == "__init__"
    root = import_roots(path)[0]
    relative = absolute.parent if is_package else absolute.with_suffix("")
    try:
        parts = relative.relative_to(root).parts
    except ValueError:
        parts = (relative.name,)
    return ModuleName(".".join(parts) or relative.name, is_package)


def import_roots(path: str) -> tuple[Path, ...]:
    """The folders that absolute imports in the file at *path* start from, the file's own first."""
    return _roots_of_folder(os.path.dirname(os.path.abspath(path)))


@lru_cache(maxsize=4096)
def _roots_of_folder(name: str) -> tuple[Path, ...]:
    folder = package_root = Path(name)
    while (package_root / "__init__.py").is_file() and package_root.parent != package_root:
        package_root = package_root.parent
    project_root = _project_root(package_root)
    own = package_root
    if package_root == folder and project_root in folder.parents:
        own = _namespace_root(folder, project_root)
    roots = (own, package_root, folder, project_root, project_root / "src")
    return tuple(dict.fromkeys(root for root in roots if root.is_dir()))


def _namespace_root(folder: Path, project_root: Path) -> Path:
    """A folder without ``__init__.py`` inside a project may be a namespace package."""
    source_root = project_root / "src"
    root = source_root if source_root in (folder, *folder.parents) else project_root
    parts = folder.relative_to(root).parts
    return root if all(part.isidentifier() for part in parts) else folder


@lru_cache(maxsize=4096)
def _project_root(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in _ROOT_MARKS):
            return candidate
    return folder


def find_module(
    dotted: str, roots: tuple[Path, ...], endings: tuple[str, ...] = _OWN
) -> Path | None:
    """The file of module *dotted*, with one of *endings*, under the first of *roots* that has it."""
    relative = dotted.replace(".", "/")
    for root in roots:
        for ending in endings:
            for name in (f"{root}/{relative}/__init__{ending}", f"{root}/{relative}{ending}"):
                if os.path.isfile(name):
                    return Path(name)
    return None


@lru_cache(maxsize=1)
def environment_roots() -> tuple[Path, ...]:
    """The running interpreter's folders of installed packages and of the standard library."""
    return tuple(Path(entry) for entry in sys.path if entry and Path(entry).is_dir())


def _absolute(path: str) -> Path:
    """Not cached by *path*: what a relative one means changes with the working directory."""
    return Path(os.path.abspath(path))
