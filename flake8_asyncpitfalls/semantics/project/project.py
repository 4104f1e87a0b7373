"""Which files belong together, what their modules are called, and how imports find them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from flake8_asyncpitfalls.errors import SourceError, StubError
from flake8_asyncpitfalls.semantics.project.resolver import (
    FOREIGN,
    OWN,
    absolute,
    environment_roots,
    find_module,
    import_roots_for,
    module_name,
)
from flake8_asyncpitfalls.semantics.project.target_python import TargetPythons
from flake8_asyncpitfalls.semantics.source.deferred import parse_late, read_stub
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.semantics.summaries.parsed import ParsedModule
from flake8_asyncpitfalls.semantics.summaries.store import SummaryCache
from flake8_asyncpitfalls.settings import FollowImports, Settings
from flake8_asyncpitfalls.stubs import STUB_FOLDER, stub_path

_LIVE_BYTES = 1_000_000
_LIVE_FILES = 8
"""How much source may keep its syntax tree at a time: about 25,000 lines."""
_LATE = 2
"""Of a module that is parsed a definition at a time no more than this part is, as a rule."""
_KNOWN_BYTES = 12_000_000
"""How much source may be known at a time, as facts or as trees: it bounds the memory of a worker."""
_LEFT_BYTES = 600_000
"""How much source conclusions may hold on to whose modules nobody else can ask about."""
_MAX_STORED = 60_000
"""A larger module is not stored: working out all of it costs more than what is asked of it."""
_MAX_BYTES = 4_000_000
"""A followed module larger than this is data in Python's clothes; it is not read."""

ConclusionsT = TypeVar("ConclusionsT")


class Project:
    """The modules that the files under check can import, loaded when first needed.

    It is the Loader of the ``Evaluator``: stubs for libraries, the project's own files, and, with
    ``asy-follow-imports = environment``, the packages installed for the running interpreter.
    Syntax trees are kept for the most recent modules only.
    """

    def __init__(self, settings: Settings, cache_dir: Path | None = None) -> None:
        self.settings = settings
        self.cache = SummaryCache(cache_dir)
        self._conclusions: dict[Callable[[Project], Any], Any] = {}
        self.imports = ImportRecord()
        self.pythons = TargetPythons()
        self._by_path: dict[Path, ModuleSummary | None] = {}
        self._by_name: dict[tuple[str, tuple[Path, ...]], ModuleSummary | None] = {}
        self._stubs: dict[str, ModuleSummary | None] = {}
        self._live: dict[Path, int] = {}
        self._imported: set[Path] = set()
        self._current: Path | None = None
        self._bytes_known = self._bytes_left = 0
        self._live_bytes = 0
        self.texts: Mapping[str, bytes] = {}
        """What stands for the content of some files, by absolute path."""

    @classmethod
    def for_files(
        cls, paths: Iterable[str | Path], settings: Settings, cache_dir: Path | None = None
    ) -> Project:
        """A project for linting *paths*; they are not read until something imports them."""
        return cls(settings, cache_dir)

    def conclusions(self, kind: Callable[[Project], ConclusionsT]) -> ConclusionsT:
        """The one object of *kind* that draws conclusions from the modules; ``trim`` forgets it."""
        found: ConclusionsT | None = self._conclusions.get(kind)
        if found is None:
            found = self._conclusions[kind] = kind(self)
        return found

    def forget_conclusions(self) -> None:
        """Forget what was concluded, but not the modules: some text has changed."""
        self._conclusions.clear()
        self._by_name.clear()

    def trim(self) -> None:
        """Forget conclusions, and all modules, once they are many: they are made and read again.

        Call it between files only: whoever holds summaries must let go of them too.
        """
        if self._bytes_left > _LEFT_BYTES:
            self._conclusions.clear()
            self._bytes_left = 0
        if self._bytes_known > _KNOWN_BYTES:
            self.finish()
            for summary in self._by_path.values():
                if summary is not None:
                    summary.rest()
            self._forget()

    def start_anew(self) -> None:
        """Forget all that was read and concluded, stubs included: some of it may be half made."""
        self._forget()
        self._stubs.clear()
        _read_stub.cache_clear()

    def _forget(self) -> None:
        self._conclusions.clear()
        self._bytes_known = self._bytes_left = self._live_bytes = 0
        for known in (self._by_path, self._by_name, self._live, self._imported):
            known.clear()

    def parsed(self, path: str, data: bytes) -> Source | None:
        """The source of the file at *path* if it was read for an import and has not changed."""
        known = self._by_path.get(absolute(path))
        source = None if known is None else known.source
        is_good = source is not None and source.is_whole and source.data == data
        return source if is_good else None

    def module(self, source: Source) -> ModuleSummary:
        """The summary of the file under check, which imports of it then find too."""
        path = self._current = absolute(source.path)
        known = self._by_path.get(path)
        if known is not None and known.data == source.data:
            if known.source is not source:
                known.rest()
                known.revive(source)
            self._keep_live(path, len(source.data))
            return known
        name = module_name(source.path)
        summary = ModuleSummary(source.path, name, source, overlay=self._overlay(name.dotted))
        if source.path not in ("-", "stdin", ""):
            self._adopt(path, summary)
        return summary

    def load(self, dotted: str, importer: ModuleFacts | None) -> ModuleFacts | None:
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
        self.imports.add(importer, dotted, found)
        return found

    def finish(self) -> None:
        """Store what was learnt of imported modules, for the next run."""
        if self.cache.is_on:
            for path in list(self._live):
                self._retire(path)

    def _own(self, dotted: str, importer: ModuleFacts) -> ModuleFacts | None:
        if self.settings.follow_imports is FollowImports.FILE:
            is_itself = dotted == importer.name.dotted
            return importer if is_itself else None
        roots = import_roots_for(dotted, importer.path, self.settings.stubs)
        found = self._find(dotted, roots, is_foreign=importer.is_foreign)
        self.imports.add(importer, dotted, found)
        return found

    def _find(
        self, dotted: str, roots: tuple[Path, ...], *, is_foreign: bool
    ) -> ModuleSummary | None:
        key = (dotted, roots)
        if key not in self._by_name:
            path = find_module(dotted, roots, FOREIGN if is_foreign else OWN)
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
        text = self.texts.get(str(path))
        data = path.read_bytes() if text is None else text
        stored = self.cache.get(str(path), data, name, self._overlay(dotted))
        if stored is not None:
            stored.keeper = lambda module: self._keep_live(path, _tree_bytes(module))
            self._bytes_known += len(data)
            return stored
        source = parse_late(str(path), data)
        summary = ModuleSummary(str(path), name, source, overlay=self._overlay(dotted))
        self._adopt(path, summary)
        return summary

    def _adopt(self, path: Path, summary: ModuleSummary) -> None:
        """Take a module that has its tree."""
        summary.keeper = lambda module: self._keep_live(path, _tree_bytes(module))
        self._by_path[path] = summary
        self._bytes_known += len(summary.data)
        self._keep_live(path, _tree_bytes(summary))

    def _keep_live(self, path: Path, size: int) -> None:
        """Count *path* among the modules with trees, and let go of the trees of the oldest."""
        self._live_bytes += size - self._live.pop(path, 0)
        self._live[path] = size
        if self._live_bytes > _LIVE_BYTES and len(self._live) > _LIVE_FILES:
            for other in list(self._live):
                if self._live_bytes <= _LIVE_BYTES or len(self._live) <= _LIVE_FILES:
                    break
                if other not in (path, self._current):
                    self._retire(other)

    def _retire(self, path: Path) -> None:
        """Let go of a module's tree; one that nobody imported is forgotten."""
        self._live_bytes -= self._live.pop(path)
        summary = self._by_path.get(path)
        if summary is None:
            return
        if path not in self._imported:
            self._bytes_left += len(summary.data)
            del self._by_path[path]
        elif self.cache.is_on and not summary.is_complete and len(summary.data) < _MAX_STORED:
            summary.freeze()
            self.cache.put(summary)
        summary.rest()

    def _overlay(self, dotted: str) -> ModuleSummary | None:
        """Our stub of a library whose own sources are under check."""
        is_stdlib = dotted.partition(".")[0] in sys.stdlib_module_names
        return None if is_stdlib else self._stub(dotted)

    def _stub(self, dotted: str) -> ModuleSummary | None:
        if dotted not in self._stubs:
            path = stub_path(dotted, self.settings.stubs)
            self._stubs[dotted] = None if path is None else _read_stub(path, dotted)
        return self._stubs[dotted]


def _tree_bytes(module: ParsedModule) -> int:
    """How much source the syntax tree of *module* stands for."""
    is_whole = module.source is not None and module.source.is_whole
    return len(module.data) if is_whole else len(module.data) // _LATE


class ImportRecord:
    """Which modules looked up which others: what a file's findings can depend on."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, str | None]] = {}
        self._changed: set[str] = set()

    def add(self, importer: ModuleFacts, dotted: str, module: ModuleFacts | None) -> None:
        """Note that *importer* looked *dotted* up and got *module*, or nothing."""
        found = self._found.setdefault(importer.path, {})
        if dotted not in found:
            found[dotted] = None if module is None else os.path.abspath(module.path)
            self._changed.add(importer.path)

    def take(self) -> dict[str, dict[str, str | None]]:
        """The look-ups of every module that made new ones since the last time of asking."""
        changed = {importer: dict(self._found[importer]) for importer in self._changed}
        self._changed.clear()
        return changed


@lru_cache(maxsize=512)
def _read_stub(path: Path, dotted: str) -> ModuleSummary:
    """The stub at *path*; raises StubError, with file and line, when it does not parse."""
    is_ours = path.is_relative_to(STUB_FOLDER)
    try:
        source = read_stub(path) if is_ours else Source.read(path)
    except SourceError as error:
        raise StubError(str(error)) from error
    name = ModuleName(dotted, path.stem == "__init__")
    return ModuleSummary(str(path), name, source, is_stub=True)
