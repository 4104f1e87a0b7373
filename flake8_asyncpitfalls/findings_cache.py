"""What earlier runs found: the findings of files that nothing they rest on has changed since.

A file's findings are a function of its text, the settings, our own code and everything that was
consulted. The first three decide which index is read; the index (see ``findings_index``) says what
each file's findings rest on, and they are used only when all of that is so now: every text has the
digest that it had, and every look-up would find what it found, which includes nothing.

Texts are known by their digests. A file's times, size and inode stand for its digest only when they
were read together with it, long enough after the last change that a later one must show in them.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.asked import SETTLED as _SETTLED
from flake8_asyncpitfalls.cache_folder import CacheFolder
from flake8_asyncpitfalls.content import digest, read_content, text_digest
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.findings_index import (
    Index,
    Node,
    Stamp,
    all_absolute,
    reaching,
)
from flake8_asyncpitfalls.findings_patch import merged, patched
from flake8_asyncpitfalls.semantics.project.consulted import (
    BESIDE,
    FOREIGN,
    OWN,
    UNREADABLE,
    Consulted,
)
from flake8_asyncpitfalls.semantics.project.resolver import (
    FOREIGN as FOREIGN_ENDINGS,
)
from flake8_asyncpitfalls.semantics.project.resolver import (
    OWN as OWN_ENDINGS,
)
from flake8_asyncpitfalls.semantics.project.resolver import (
    environment_roots,
    find_module,
    forget_files,
    import_roots,
    import_roots_for,
    own_root_count,
    project_folder,
)
from flake8_asyncpitfalls.semantics.project.target_python import TargetPythons
from flake8_asyncpitfalls.semantics.project.word_index import WordIndex
from flake8_asyncpitfalls.semantics.source.cells import is_notebook, largest_source

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.settings import Settings

CachedFindings = tuple[str, tuple["Finding", ...]]
"""The digest of a file's text, and the findings of all rules in it."""
_WAIT = 500
"""To store an index of so many rows takes as long as to check a file."""
_KIND = "findings"
_FOREIGN_DATA = (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError)


class FindingsCache:
    """The stored findings for one set of settings, one folder to work in, one version of us."""

    def __init__(self, cache_dir: str, settings: Settings) -> None:
        forget_files()
        self._base = os.getcwd()
        self._folder = CacheFolder(Path(cache_dir))
        self._settings = settings
        self._key = _key(self._folder, settings, self._base)
        self._words = WordIndex(self._folder, lambda path: None)
        self._columns, self._seal = self._folder.read_sealed(_KIND, self._key)
        self._stored = _StoredIndex(self._columns, self._base, settings.stubs, self._words)
        self._stored.changed_since = asked.changed_since(self._seal)
        asked.note_index(self._seal)
        self._folders: dict[str, str] = {}
        self._rows: dict[str, CachedFindings] = {}
        self._consulted = Consulted()

    def findings_of(self, path: str) -> CachedFindings | None:
        """The stored digest and findings of the file at *path*, if they are still true."""
        return self._stored.findings_of(self._absolute(path))

    def _absolute(self, path: str) -> str:
        """The same as ``os.path.abspath``, which looks for the current directory each time."""
        folder, name = os.path.split(path)
        known = self._folders.get(folder)
        if known is None:
            known = self._folders[folder] = os.path.join(os.path.abspath(folder), "")
        return known + name if name not in ("", ".", "..") else os.path.abspath(path)

    def add(self, path: str, found: CachedFindings) -> None:
        """Note the findings of *path*, whose text has that digest."""
        name = os.path.abspath(path)
        self._rows[name] = found
        known = self._consulted.texts.setdefault(name, found[0])
        if known != found[0]:
            self._consulted.unsettled.add(name)

    def add_consulted(self, consulted: Consulted) -> None:
        """Note what findings rest on."""
        self._consulted.add(consulted)

    def save(self) -> None:
        """Store all of it for the next run, if anything is new, beside what other runs stored."""
        if not self._folder.is_on:
            return
        self._words.save()
        if not (self._rows or self._stored.restamped) or self._can_wait():
            return
        new, lost = self._made()
        with self._folder.locked():
            index, is_same = self._with(new, lost)
            written = self._folder.write(_KIND, self._key, index)
            asked.note_index(written if is_same else "", instead_of=self._seal)
            self._seal = written
            self._columns = None
            self._folder.keep_few(_KIND)
            self._folder.sweep()
        self._rows = {}
        self._consulted = Consulted()
        self._stored.restamped.clear()

    def _with(self, new: Index, lost: set[str]) -> tuple[dict[str, Any], bool]:
        """The index with what is *new*, and whether the stored one is still what was read."""
        stamps = self._stored.restamped
        if self._columns and self._stored.changed_since is not None and lost <= new.nodes.keys():
            with suppress(*_FOREIGN_DATA):
                if self._folder.seal_now(_KIND, self._key) == self._seal:
                    return patched(self._columns, self._base, new, lost, stamps), True
        stored, seal = self._folder.read_sealed(_KIND, self._key)
        return merged(stored, self._base, new, lost, stamps), seal == self._seal

    def _can_wait(self) -> bool:
        """Whether to store what is new takes longer than to find it again, and it may soon change again.

        That is so of a few files that were just written, among thousands. What is stored stays true of
        all others; those that were written will be looked at again.
        """
        paths = set(self._rows)
        if self._stored.restamped or len(paths) * _WAIT > len(self._stored):
            return False
        return all(map(_is_fresh, paths | self._stored.false_modules()))

    def _made(self) -> tuple[Index, set[str]]:
        """What this run adds to the index, and the modules that it saw to be other than stored.

        What a row rests on is read once more: a file that changed while it was checked, or whose
        text came from elsewhere (an editor's), does not stand for itself.
        """
        consulted = self._consulted
        new = Index()
        lost = set(consulted.unsettled)
        for path, text in consulted.texts.items():
            content, stamp = _read_state(path)
            if content != text:
                lost.add(path)
            roots = consulted.roots.get(os.path.dirname(path))
            found = consulted.look_ups.get(path, {})
            searches = consulted.searches.get(path, {})
            python = consulted.pythons.get(path)
            new.nodes[path] = Node(text, stamp, roots, python, found, searches)
        lost.update(path for path in consulted.searches if path not in new.nodes)
        lost.update(
            path for path, found in consulted.look_ups.items()
            if path not in new.nodes or not new.nodes.keys() >= set(found.values()) - {None}
        )  # fmt: skip
        new.rows = dict.fromkeys(self._rows)
        new.drop_reaching(lost)
        new.rows = {path: _encoded(self._rows[path][1]) for path in new.rows}
        new.rows = {path: rows for path, rows in new.rows.items() if rows is not None}
        for path in lost:
            new.nodes.pop(path, None)
        return new, lost | self._stored.changed


class _StoredIndex:
    """The index as it was stored, in columns, and what of it holds now.

    *changed_since*: only these files have changed since all of it was true, if that is known.
    """

    def __init__(self, stored: Any, base: str, stubs: tuple[str, ...], words: WordIndex) -> None:
        self._base, self._stubs, self._words = base, stubs, words
        self.restamped: dict[str, tuple[str, Stamp]] = {}
        self.changed: set[str] = set()
        self.changed_since: frozenset[str] | None = None
        self._asked_for: set[int] = set()
        self._held: dict[int, bool] = {}
        self._good: set[int] = set()
        self._stale: set[int] = set()
        self._is_spread = False
        self._importers: dict[int, list[int]] | None = None
        self._found: dict[tuple[int, int, int], str | None] = {}
        self._roots_now: dict[str, tuple[tuple[str, ...], int]] = {}
        self._pythons = TargetPythons()
        self._number: dict[str, int] = {}
        self._rows: dict[int, Any] = {}
        try:
            self._take(stored)
        except _FOREIGN_DATA:
            self._rows = {}

    def _take(self, stored: Any) -> None:
        self._paths = all_absolute(stored["paths"], self._base)
        self._number = {path: at for at, path in enumerate(self._paths)}
        self._texts, self._stamps = stored["texts"], stored["stamps"]
        self._roots, self._look_ups = stored["roots"], stored["look_ups"]
        self._declared, self._searches = stored["pythons"], stored["searches"]
        self._root_sets = [tuple(all_absolute(roots, self._base)) for roots in stored["root_sets"]]
        self._names = stored["names"]
        self._rows = dict(stored["rows"])

    def __len__(self) -> int:
        return len(self._rows)

    def false_modules(self) -> set[str]:
        """All modules that rows rest on which were asked for, and that are not what they were."""
        if self.changed_since is not None:
            return set(self.changed)
        seen, todo = set(self._asked_for), list(self._asked_for)
        while todo:
            for target in self._look_ups[todo.pop()][1::2]:
                if target >= 0 and target not in seen:
                    seen.add(target)
                    todo.append(target)
        return {self._paths[module] for module in seen if not self._holds(module)}

    def findings_of(self, path: str) -> CachedFindings | None:
        number = self._number.get(path)
        if number is None or number not in self._rows:
            return None
        self._asked_for.add(number)
        try:
            if not self._is_true(number):
                return None
            rows = self._rows[number]
            if not rows:
                return self._texts[number], ()
            from flake8_asyncpitfalls.findings_codec import decode_findings

            return self._texts[number], decode_findings(rows)
        except _FOREIGN_DATA:
            return None

    def _is_true(self, number: int) -> bool:
        """Whether the module *number* and all that it can reach through look-ups are unchanged."""
        if self.changed_since is not None:
            return self._is_untouched(number, self.changed_since)
        good, stale = self._good, self._stale
        if number in good or number in stale:
            return number in good
        seen, todo = {number}, [number]
        while todo:
            module = todo.pop()
            if not self._holds(module):
                self.changed.add(self._paths[module])
                self._spread(module)
                return False
            for target in self._look_ups[module][1::2]:
                if target in stale:
                    self._spread(target)
                    return False
                if target >= 0 and target not in seen and target not in good:
                    seen.add(target)
                    todo.append(target)
        good |= seen
        return True

    def _is_untouched(self, number: int, changed: frozenset[str]) -> bool:
        """The same where it is known that only the files *changed* are not what they were."""
        if not self._is_spread:
            words = self._words
            suspects = {self._number[path] for path in changed if path in self._number}
            suspects |= {
                module for module, asked_for in enumerate(self._searches)
                if asked_for and words.may_answer_otherwise(self._paths[module], changed)
            }  # fmt: skip
            for module in suspects:
                if not self._holds(module):
                    self.changed.add(self._paths[module])
                    self._spread(module)
            self._is_spread = True
        return number not in self._stale

    def _spread(self, changed: int) -> None:
        """Whatever leads to a module that has changed is not what it was."""
        if self._importers is None:
            self._importers = {}
            for module, flat in enumerate(self._look_ups):
                for target in flat[1::2]:
                    self._importers.setdefault(target, []).append(module)
        if changed not in self._stale:
            self._stale |= reaching([changed], self._importers)

    def _holds(self, module: int) -> bool:
        held = self._held.get(module)
        if held is None:
            held = self._held[module] = self._is_as_before(module)
        return held

    def _is_as_before(self, module: int) -> bool:
        changed = self.changed_since
        if changed is not None and self._paths[module] not in changed:
            return self._finds_alike(module)
        return (
            self._has_text(module)
            and self._resolves_alike(module)
            and self._finds_alike(module)
            and self._is_for_same_python(module)
        )

    def _finds_alike(self, module: int) -> bool:
        """Whether searches for *module* give what they gave."""
        questions = self._searches[module]
        return all(
            self._words.answer_digest(self._names[question], self._paths[module]) == answer
            for question, answer in zip(questions[::2], questions[1::2], strict=True)
        )

    def _is_for_same_python(self, module: int) -> bool:
        declared = self._declared[module]
        return declared is None or declared == self._pythons.of_file(self._paths[module]).bounds

    def _has_text(self, module: int) -> bool:
        path, text = self._paths[module], self._texts[module]
        try:
            if self._stamps[module] == _stamp(os.stat(path)):
                asked.note_content(path)
                return True
        except OSError:
            asked.note_content(path, was_read=False)
            return bool(text == UNREADABLE)
        content, stamp = _read_state(path)
        if content != text:
            return False
        if stamp is not None:
            self.restamped[path] = text, stamp
        return True

    def _resolves_alike(self, module: int) -> bool:
        """Whether imports of *module* start where they did and each finds what it found."""
        roots = self._roots[module]
        path = self._paths[module]
        now, own = self._roots_of(os.path.dirname(path), path)
        if roots >= 0 and self._root_sets[roots] != now:
            return False
        flat = self._look_ups[module]
        if roots < 0 and flat:
            return False
        found = self._found
        for name, target in zip(flat[::2], flat[1::2], strict=True):
            known = (roots, own, name)
            if known not in found:
                found[known] = self._find(self._names[name], path)
            if found[known] != (self._paths[target] if target >= 0 else None):
                return False
        return True

    def _roots_of(self, folder: str, path: str) -> tuple[tuple[str, ...], int]:
        """Where imports of the files in *folder* start now, and how many of that is their project."""
        known = self._roots_now.get(folder)
        if known is None:
            roots = tuple(map(str, import_roots(path)))
            known = self._roots_now[folder] = roots, own_root_count(path)
        return known

    def _find(self, look_up: str, importer: str) -> str | None:
        """What *look_up* finds now; it depends on nothing else of the importer than its roots."""
        kind, dotted = look_up[0], look_up[1:]
        if kind == OWN:
            found = find_module(
                dotted, import_roots_for(dotted, importer, self._stubs), OWN_ENDINGS
            )
        elif kind == BESIDE:
            beside = project_folder(importer).path / dotted
            found = beside if asked.kind(str(beside)) == asked.FILE else None
        elif kind == FOREIGN:
            roots = import_roots_for(dotted, importer, self._stubs)
            found = find_module(dotted, roots, FOREIGN_ENDINGS)
        else:
            found = find_module(dotted, environment_roots(), FOREIGN_ENDINGS)
        return None if found is None else str(found)


def _key(folder: CacheFolder, settings: Settings, base: str) -> str:
    """What stands for settings, our code and where we are, on every machine alike."""
    root = folder.root
    if root is None:
        return ""
    fields = {name: getattr(settings, name) for name in settings.__slots__ if name != "stubs"}
    stubs = [
        digest(os.path.relpath(stub), folder.digest_of(stub, ".pyi")) for stub in settings.stubs
    ]
    return digest(repr(fields), os.path.relpath(base, root), folder.tool, *stubs)


def _encoded(findings: tuple[Finding, ...]) -> list[Any] | None:
    if not findings:
        return []
    from flake8_asyncpitfalls.findings_codec import encode_findings

    return encode_findings(findings)


def _is_fresh(path: str) -> bool:
    """Whether the file at *path* was touched so shortly before that its times do not tell its text."""
    try:
        status = os.stat(path)
    except OSError:
        return False
    is_fresh = max(status.st_mtime_ns, status.st_ctime_ns) >= time.time_ns() - _SETTLED
    # The record of this run must not take the file for one that the stored index is right about.
    return is_fresh and asked.is_fresh(path)


def _read_state(path: str) -> tuple[str, Stamp | None]:
    """The digest of the text at *path*, and the stamp that will tell it, if one can."""
    now = time.time_ns()
    try:
        data, status = read_content(path, largest_source(path))
        if is_notebook(path):
            from flake8_asyncpitfalls.semantics.source.notebook import Notebook

            data = Notebook(path, data).module
    except (OSError, SourceError):
        return UNREADABLE, None
    is_settled = max(status.st_mtime_ns, status.st_ctime_ns) < now - _SETTLED
    return text_digest(data), _stamp(status) if is_settled else None


def _stamp(status: os.stat_result) -> Stamp:
    return [status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino]
