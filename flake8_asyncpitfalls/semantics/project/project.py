"""Which files belong together, what their modules are called, and how imports find them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from flake8_asyncpitfalls.cache_folder import CacheFolder
from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.project import consulted
from flake8_asyncpitfalls.semantics.project.conclusions import Conclusions
from flake8_asyncpitfalls.semantics.project.consulted import ConsultedRecord
from flake8_asyncpitfalls.semantics.project.live_trees import LiveTrees
from flake8_asyncpitfalls.semantics.project.pinned_releases import Pins, are_apart
from flake8_asyncpitfalls.semantics.project.resolver import (
    FOREIGN,
    OWN,
    absolute,
    environment_roots,
    find_module,
    forget_files,
    import_roots,
    import_roots_for,
    module_name,
    project_folder,
)
from flake8_asyncpitfalls.semantics.project.room import is_scarce
from flake8_asyncpitfalls.semantics.project.stub_modules import forget_stubs, released, stub_module
from flake8_asyncpitfalls.semantics.project.target_python import Target, TargetPythons
from flake8_asyncpitfalls.semantics.project.word_index import PINNED, WordIndex
from flake8_asyncpitfalls.semantics.source.deferred import parse_late
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.semantics.summaries.parsed import ParsedModule
from flake8_asyncpitfalls.semantics.summaries.store import SummaryCache
from flake8_asyncpitfalls.settings import MAX_SOURCE_BYTES, FollowImports, Settings
from flake8_asyncpitfalls.stubs import stub_path

_AWAKE_BYTES = 10_000_000
"""How much source may be known with all its facts, or with a tree: it bounds the memory of a worker."""
_KEPT_BYTES = 6_000_000
"""How much stays so then, what was asked for last; above it, texts of modules without trees are packed."""
_MAX_CONCLUSIONS = 40_000
"""How many conclusions may be known at a time; they hold on to the modules that they are about."""
_MAX_STUBS = 150
"""Stubs stay known beside the conclusions; one project seldom needs so many, a folder of packages all."""
_WHEN_SCARCE = 4
"""A part only of each of these once the process has taken much memory."""
_MAX_STORED = 60_000
"""A larger module is not stored: working out all of it costs more than what is asked of it."""
_MAX_BYTES = 4_000_000
"""A followed module larger than this is data in Python's clothes; it is not read."""

ConclusionsT = TypeVar("ConclusionsT", bound=Conclusions)
_Found: TypeAlias = tuple[Path | None, ModuleSummary | None]
"""The file that an import finds, and its module if it could be read."""


class Project:
    """The modules that the files under check can import, loaded when first needed.

    It is the Loader of the ``Evaluator``: stubs for libraries, the project's own files, and, with
    ``asy-follow-imports = environment``, the packages installed for the running interpreter.
    Syntax trees are kept for the most recent modules only.
    """

    def __init__(self, settings: Settings, cache_dir: Path | None = None) -> None:
        self.settings = settings
        self._folder = CacheFolder(cache_dir)
        self.cache = SummaryCache(self._folder)
        self._words: WordIndex | None = None
        self._conclusions: dict[Callable[[Project], Conclusions], Any] = {}
        self._pythons = TargetPythons()
        self.consulted = ConsultedRecord()
        forget_files()
        self._by_path: dict[Path, ModuleSummary | None] = {}
        self._by_name: dict[tuple[str, tuple[Path, ...], bool], _Found] = {}
        self._stubs: dict[str, ModuleSummary | None] = {}
        self._loaded: dict[tuple[str, str, bool], ModuleSummary | None] = {}
        self._live = LiveTrees(self._retire)
        self.end_step, self.room_for_all = self._live.end_step, self._live.room_for_all
        self._imported: set[Path] = set()
        self._bytes_awake = 0
        self._left: list[ModuleSummary] = []
        self._files_checked = 0
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

    def files(self) -> list[str]:
        """The files of all modules that were asked for, whether they could be read or not."""
        return [str(path) for path in self._by_path]

    def forget_conclusions(self) -> None:
        """Forget what was concluded, but not the modules: some text has changed."""
        self._conclusions.clear()
        self._by_name.clear()
        self._loaded.clear()
        self._words = None
        forget_files()

    def trim(self) -> bool:
        """Let go of what takes much room once modules are many; call it between files only.

        Modules that were asked for longest ago are put to sleep: what was concluded from them stays
        known, so that the next file that leads to them need not ask them. Conclusions hold on to all
        modules that they were drawn from, so these go together, once they are too many: the answer
        says whether they went.
        """
        self._files_checked += 1
        self.end_step()
        share = _WHEN_SCARCE if is_scarce() else 1
        most = _MAX_CONCLUSIONS // share
        are_too_many = sum(map(len, self._conclusions.values())) > most
        if are_too_many:
            self._conclusions.clear()
            self._forget_sleepers()
            self._forget_many_stubs()
        if self._left or self._bytes_awake > _AWAKE_BYTES // share:
            oldest = list(self._oldest(share))
            self._put_to_sleep([*self._left, *oldest])
            self._left.clear()
        return are_too_many

    def _oldest(self, share: int) -> Iterator[ModuleSummary]:
        """The modules that were asked for longest ago, as many as are too many."""
        if self._bytes_awake <= _AWAKE_BYTES // share:
            return
        awake = [(path, one) for path, one in self._by_path.items() if one and not one.is_asleep]
        for path, module in sorted(awake, key=lambda one: one[1].last_asked):
            if self._bytes_awake <= _KEPT_BYTES // share:
                return
            if path in self._live:
                self._retire(path)
            if path in self._by_path:
                self._bytes_awake -= module.size
                yield module

    def _put_to_sleep(self, modules: list[ModuleSummary]) -> None:
        for conclusions in self._conclusions.values():
            conclusions.let_go(modules)
        for module in modules:
            module.sleep()

    def _forget_sleepers(self) -> None:
        """Forget the modules that sleep, and what was not found: nothing is concluded from it any more."""
        gone = {path for path, module in self._by_path.items() if module and module.is_asleep}
        for path in gone:
            del self._by_path[path]
        self._imported -= gone
        found = self._by_name.items()
        self._by_name = {name: one for name, one in found if one[0] and one[0] not in gone}
        self._loaded.clear()

    def _forget_many_stubs(self) -> None:
        """Forget the stubs if they are those of many libraries; each is soon read again."""
        if sum(stub is not None for stub in self._stubs.values()) > _MAX_STUBS:
            self._stubs.clear()
            forget_stubs()

    def start_anew(self) -> None:
        """Forget all that was read and concluded, stubs included: some of it may be half made."""
        self._stubs.clear()
        forget_stubs()
        self._conclusions.clear()
        self._bytes_awake = 0
        caches = (self._by_path, self._by_name, self._live, self._imported, self._left)
        for known in (*caches, self._loaded):
            known.clear()

    def parsed(self, path: str, data: bytes) -> Source | None:
        """The source of the file at *path* if it was read for an import and has not changed."""
        known = self._by_path.get(absolute(path))
        source = None if known is None else known.source
        is_good = source is not None and source.is_whole and source.data == data
        return source if is_good else None

    def module(self, source: Source) -> ModuleSummary:
        """The summary of the file under check, which imports of it then find too."""
        path = absolute(source.path)
        self._note_text(path, source.data)
        known = self._by_path.get(path)
        if known is not None and known.data == source.data:
            if known.source is not source:
                known.rest()
                self._bytes_awake += known.size if known.is_asleep else 0
                known.revive(source)
            self._live.keep(path, known, is_checked=True)
            return known
        name = module_name(source.path)
        summary = ModuleSummary(source.path, name, source, overlay=self._overlay(name.dotted))
        if source.path not in ("-", "stdin", ""):
            self._adopt(path, summary, is_checked=True)
        return summary

    def forget(self, path: str) -> None:
        """Let go of the file *path*, which was checked with texts that it does not have.

        Call it between files only.
        """
        file = absolute(path)
        module = self._by_path.pop(file, None)
        if module is None:
            return
        self._bytes_awake -= 0 if module.is_asleep else module.size
        self._live.drop(file)
        module.sleep()
        self._loaded.clear()
        if file in self._imported:
            self._imported.discard(file)
            self._by_name = {name: one for name, one in self._by_name.items() if one[0] != file}
            self._conclusions.clear()

    def load(self, dotted: str, importer: ModuleFacts | None) -> ModuleFacts | None:
        """The module of that absolute name as *importer* would import it, or None."""
        if not dotted:
            return None
        if importer is None or importer.is_stub:
            return self._stub(dotted)
        if self.settings.follow_imports is FollowImports.FILE:
            return importer if dotted == importer.name.dotted else self._stub(dotted)
        key = (dotted, importer.path, importer.is_foreign)
        if key not in self._loaded:
            self._loaded[key] = self._look_up(dotted, importer)
        found = self._loaded[key]
        if found is not None:
            found.last_asked = self._files_checked
        return found

    def _look_up(self, dotted: str, importer: ModuleFacts) -> ModuleSummary | None:
        """What ``load`` finds, noted for the record; it may read a file."""
        top = dotted.partition(".")[0]
        if top not in sys.stdlib_module_names:
            found = self._own(dotted, importer)
            if found is not None:
                return found
        stub = self._stub(dotted)
        told = released(self._stub(top))
        if told and are_apart(self.pinned(told.partition(" ")[0], importer), told):
            return None
        if stub is not None or self.settings.follow_imports is not FollowImports.ENVIRONMENT:
            return stub
        path, found = self._find(dotted, environment_roots(), is_foreign=True)
        self._note_look_up(importer, consulted.INSTALLED + dotted, path)
        return found

    def search(
        self, question: str, asker: ModuleFacts, having: str = ""
    ) -> list[ModuleFacts] | None:
        """The modules of *asker*'s project that a search by words finds (see ``word_index``).

        Of these only the ones whose text has *having* anywhere: the others need not be parsed. None
        where nobody can tell.
        """
        is_alone = self.settings.follow_imports is FollowImports.FILE
        if asker.is_stub or asker.is_foreign or is_alone:
            return None
        words = self._noted(question, asker)
        found: list[ModuleFacts] = []
        home = project_folder(asker.path).path
        names = words.files(question, asker.path)
        for name in names or ():
            path = home / name
            module = self._read(path, "") if self._has(path, having) else None
            self._note_look_up(asker, consulted.BESIDE + name, path)
            if module is not None:
                found.append(module)
        return None if names is None else found

    def pinned(self, distribution: str, asker: ModuleFacts) -> Pins:
        """Which releases of *distribution* the project of *asker* asks for."""
        return self._noted(PINNED + distribution, asker).pins(distribution, asker.path)

    def _noted(self, question: str, asker: ModuleFacts) -> WordIndex:
        """What answers *question*, where it is noted that something rests on the answer."""
        if self._words is None:
            self._words = WordIndex(self._folder, self.texts.get)
        if self.consulted.is_kept:
            self._words.note(question, asker.path, self.consulted)
        return self._words

    def finish(self) -> None:
        """Store what was learnt of imported modules, for the next run."""
        if self._words is not None and not self.texts:
            self._words.save()
        if self.cache.is_on:
            for path in self._live.paths():
                self._retire(path)

    def _own(self, dotted: str, importer: ModuleFacts) -> ModuleSummary | None:
        roots = import_roots_for(dotted, importer.path, self.settings.stubs)
        path, found = self._find(dotted, roots, is_foreign=importer.is_foreign)
        kind = consulted.FOREIGN if importer.is_foreign else consulted.OWN
        self._note_look_up(importer, kind + dotted, path)
        return found

    def _note_look_up(self, importer: ModuleFacts, look_up: str, path: Path | None) -> None:
        if self.consulted.is_kept:
            found = None if path is None else str(path)
            self.consulted.note_look_up(str(absolute(importer.path)), look_up, found)

    def _find(self, dotted: str, roots: tuple[Path, ...], *, is_foreign: bool) -> _Found:
        key = (dotted, roots, is_foreign)
        if key not in self._by_name:
            path = find_module(dotted, roots, FOREIGN if is_foreign else OWN)
            found = None if path is None else self._read(path, dotted if is_foreign else "")
            if found is not None and is_foreign:
                found.is_foreign = True
            self._by_name[key] = path, found
        answer = self._by_name[key]
        if answer[1] is not None:
            answer[1].last_asked = self._files_checked
        return answer

    def _read(self, path: Path, dotted: str) -> ModuleSummary | None:
        """The module in the file *path*, called *dotted* or, if that is empty, as in its project.

        A project's module has one name, whoever asks first and by whatever name an import finds it.
        """
        self._imported.add(path)
        if path not in self._by_path:
            self._by_path[path] = None
            data = self._text(path)
            self._note_text(path, data)
            if data is None or len(data) > _MAX_BYTES:
                return None
            with suppress(SourceError):
                self._by_path[path] = self._summarise(path, dotted, data)
        return self._by_path[path]

    def _has(self, path: Path, word: str) -> bool:
        """Whether *word* stands anywhere in the text of the module at *path*."""
        if not word:
            return True
        self._imported.add(path)
        known = self._by_path.get(path)
        if known is not None:
            # Its text was noted when it was read.
            return word.encode() in known.data
        data = self._text(path)
        self._note_text(path, data)
        return data is not None and word.encode() in data

    def _note_text(self, path: Path, data: bytes | None) -> None:
        if not self.consulted.is_kept:
            return
        self.consulted.note_text(str(path), data)
        roots = tuple(map(str, import_roots(str(path))))
        self.consulted.note_roots(str(path.parent), roots)

    def declared_python(self, path: str) -> Target:
        """The Pythons that the file at *path* must run on."""
        target = self._pythons.of_file(path)
        self.consulted.note_python(str(absolute(path)), target.bounds)
        return target

    def _text(self, path: Path) -> bytes | None:
        """The text of the module at *path*, None when it cannot be read."""
        known = self.texts.get(str(path))
        if known is not None:
            return known
        try:
            return read_regular(path, MAX_SOURCE_BYTES)
        except OSError:
            return None

    def _summarise(self, path: Path, dotted: str, data: bytes) -> ModuleSummary:
        is_package = path.stem == "__init__"
        name = ModuleName(dotted, is_package) if dotted else module_name(str(path))
        overlay = self._overlay(name.dotted)
        stored = self.cache.get(str(path), data, name, overlay)
        if stored is not None:
            stored.be_kept(partial(self._revived, path), self._live.hand_out)
            self._bytes_awake += len(data)
            return stored
        source = parse_late(str(path), data)
        summary = ModuleSummary(str(path), name, source, overlay=overlay)
        self._adopt(path, summary)
        return summary

    def _adopt(self, path: Path, summary: ModuleSummary, *, is_checked: bool = False) -> None:
        """Take a module that has its tree, that of the file under check or another."""
        summary.be_kept(partial(self._revived, path), self._live.hand_out)
        summary.last_asked = self._files_checked
        earlier = self._by_path.get(path)
        self._bytes_awake += summary.size
        if earlier is not None and not earlier.is_asleep:
            self._bytes_awake -= earlier.size
        self._by_path[path] = summary
        self._live.keep(path, summary, is_checked=is_checked)

    def _revived(self, path: Path, module: ParsedModule, was_asleep: bool) -> None:
        """Take note that the module at *path* has its tree again."""
        if self._by_path.get(path) is not module:
            assert isinstance(module, ModuleSummary)
            # Conclusions speak of a text that the file had before: it must not stand for the file.
            self._left.append(module)
            return
        if was_asleep:
            self._bytes_awake += module.size
        self._live.keep(path, module)

    def _retire(self, path: Path) -> None:
        """Let go of a module's tree; one that nobody imported is forgotten."""
        self._live.drop(path)
        summary = self._by_path.get(path)
        if summary is None:
            return
        if path not in self._imported:
            self._left.append(summary)
            self._bytes_awake -= summary.size
            del self._by_path[path]
        elif self.cache.is_on and not summary.is_complete and summary.size < _MAX_STORED:
            self.cache.put(summary)
        summary.rest()
        if self._bytes_awake > _KEPT_BYTES:
            summary.pack()

    def _overlay(self, dotted: str) -> ModuleSummary | None:
        """Our stub of a library whose own sources are under check."""
        is_stdlib = dotted.partition(".")[0] in sys.stdlib_module_names
        return None if is_stdlib else self._stub(dotted)

    def _stub(self, dotted: str) -> ModuleSummary | None:
        if dotted not in self._stubs:
            path = stub_path(dotted, self.settings.stubs)
            self._stubs[dotted] = None if path is None else stub_module(path, dotted)
        return self._stubs[dotted]
