"""Which files of a project name a class or a function: a search by words, one read of each file.

What stands far from a definition can decide what it means: the implementations of an abstract method,
the calls of a constructor. No import leads there. So the texts of a project are searched once for what
tells where to look: the words in the brackets of ``class`` statements, the words of imports, and all
words that look like the name of a class. Nothing is parsed for it; whoever asks reads the modules that
are named.

The words of a file are kept with its times and size, for the next run, where these must show a change.
Some kinds of words cost more than all others together, and few projects are asked for them: the files
are looked through for those at the first such question.
An answer is a function of the texts alone, so that it can be recorded by its digest: what was concluded
from it holds as long as asking again gives the same.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.asked import SETTLED as _SETTLED
from flake8_asyncpitfalls.cache_folder import CacheFolder
from flake8_asyncpitfalls.content import digest, read_content
from flake8_asyncpitfalls.semantics.project.consulted import ConsultedRecord
from flake8_asyncpitfalls.semantics.project.pinned_releases import PinnedReleases, Pins
from flake8_asyncpitfalls.semantics.project.resolver import ProjectFolder, project_folder
from flake8_asyncpitfalls.semantics.source.words import last_word, words_of

DERIVING, NAMING, IMPORTING, ITERATING, READING = "<", "$", "^", "@", "."
"""The first character of a question: which files have a ``class`` statement with that name among its
bases, which mention the class of that name, which have the word in an import, and which have it in what
an ``async for`` goes over, and which read an attribute of that name, which begins with an underscore."""
ACCESSING = ","
"""As READING, of an attribute that does not, and belongs to no module that the file imports as a whole."""
NAMING_ANYWHERE = "%"
"""As NAMING, with what the tests of the project mention."""
PINNED = "#"
"""The first character of the question which releases of a library the project asks for."""
_MAX_FILES = 6000
"""A project of more files is not searched."""
_MAX_ANSWERS = 48
"""What stands in more files says nothing: ``Base``, ``Config``."""
_MAX_BYTES = 1_000_000
_SKIPPED = frozenset({
    "__pycache__", "build", "dist", "env", "node_modules", "site-packages", "venv",
})  # fmt: skip
# Compiled when first used: a run in which nothing has changed asks for none of them.
_TESTS = r"(^|/)(_?tests?|testing|test_[^/]*|[^/]*_tests?\.py|conftest\.py|mocks?)(/|$|\.py$)"
_CLASS = (
    rb"(?m)^[ \t]*class[ \t]+(\w+)[ \t]*(?:\[[^\]:]*\])?[ \t]*\(((?:[^:#]|#[^\n]*\n)*?)\)[ \t]*:"
)
_IMPORT = rb"(?m)^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]+(\([^)]*\)|[^\n#;]+)"
# Begun by a plain word, which is searched many times faster than the border of one.
_ITERATION = rb"async(?<!\wasync)[ \t]+for\b[^\n]*?\bin\b([^\n]*(?:\([ \t]*\n[^\n]*)?)"
_PRIVATE = rb"\._[A-Za-z]\w*"
_ATTRIBUTE = rb"\.([A-Za-z]\w*)"
_WHOLE_MODULE = rb"\nimport[ \t]+(\w+)[ \t]*(?=[\r\n#])"
_RENAMING = rb"as(?<=\sas)\s+(\w+)"
_WORD = rb"\w+"
_Row = list[Any]
"""A file's stamp, or None where it does not tell the text, and its words: for each group of kinds of
questions those of each kind, or None where nobody has asked for one of the group."""

_last_rows: dict[str, _Row] = {}
"""By path, the rows that this process made last: an editor's server asks for a project many times."""


class WordIndex:
    """Answers for all projects that the files of a run belong to."""

    def __init__(self, folder: CacheFolder, texts: Callable[[str], bytes | None]) -> None:
        """*texts* gives what stands for the content of a file, None for what is on the disk."""
        self._folder = folder
        self._texts = texts
        self._projects: dict[Path, _Project] = {}
        self._by_folder: dict[str, _Project] = {}
        self._touched: dict[str, bool] = {}
        self._releases = PinnedReleases()

    def files(self, question: str, asker: str) -> tuple[str, ...] | None:
        """The files that answer *question* in the project of the file *asker*, relative to its folder.

        Tests stand in for others and answer only a test. None where the project is too large, or
        the word is everywhere.
        """
        counts_tests = question.startswith(NAMING_ANYWHERE)
        if counts_tests:
            question = NAMING + question.removeprefix(NAMING_ANYWHERE)
        found = self._project_of(asker).files(question)
        if found and not counts_tests and not is_test(asker):
            found = tuple(path for path in found if not re.search(_TESTS, path))
        return found if found is None or len(found) <= _MAX_ANSWERS else None

    def pins(self, distribution: str, asker: str) -> Pins:
        """Which releases of *distribution* the project of the file *asker* asks for."""
        return self._releases.of_file(asker, distribution)

    def note(self, question: str, asker: str, record: ConsultedRecord) -> None:
        """Note in *record* that something rests on the answer to *question*."""
        name = os.path.abspath(asker)
        record.note_search(name, question, self.answer_digest(question, asker))

    def answer_digest(self, question: str, asker: str) -> str:
        """What stands for the answer to *question*."""
        if question.startswith(PINNED):
            return digest(repr(self.pins(question.removeprefix(PINNED), asker)))
        found = self.files(question, asker)
        return "" if found is None else digest(*found)

    def may_answer_otherwise(self, asker: str, changed: frozenset[str]) -> bool:
        """Whether an answer for the file *asker* rests on the text of one of the files *changed*."""
        folder = os.path.dirname(asker)
        found = self._touched.get(folder)
        if found is None:
            top = os.path.join(project_folder(asker).path, "")
            is_inside = any(path.startswith(top) for path in changed)
            found = is_inside and not self._project_of(asker).is_too_large
            self._touched[folder] = found
        return found

    def save(self) -> None:
        """Keep the words of all files for the next run."""
        for project in self._projects.values():
            project.save()

    def _project_of(self, asker: str) -> _Project:
        """That of the file *asker*; thousands of files ask, and few folders hold them."""
        folder = os.path.dirname(asker)
        found = self._by_folder.get(folder)
        if found is None:
            found = self._by_folder[folder] = self._project(project_folder(asker))
        return found

    def _project(self, home: ProjectFolder) -> _Project:
        found = self._projects.get(home.path)
        if found is None:
            found = self._projects[home.path] = _Project(home, self._folder, self._texts)
        return found


class _Project:
    """The words of one project's files."""

    def __init__(
        self, home: ProjectFolder, folder: CacheFolder, texts: Callable[[str], bytes | None]
    ) -> None:
        self._root = str(home.path)
        self._folder = folder
        self._texts = texts
        self._rows: dict[str, _Row] = {}
        self._is_new = False
        self._files: dict[str, list[str] | None] = {}
        self._names = asked.once(
            ("python files", self._root, home.is_tree),
            lambda: sorted(_python_files(self._root, is_tree=home.is_tree)),
        )
        self.is_too_large = len(self._names) > _MAX_FILES
        self._asked: set[int] = set()

    def files(self, question: str) -> tuple[str, ...] | None:
        if self.is_too_large:
            return None
        group = _GROUP_OF[question[0]]
        if group not in self._asked:
            self._read(group)
        found = self._files.get(question, ())
        return None if found is None else tuple(found)

    def save(self) -> None:
        if self._is_new:
            self._folder.write("words", self._key, self._rows)
            self._is_new = False

    @property
    def _key(self) -> str:
        root = self._folder.root
        return digest(os.path.relpath(self._root, root) if root else self._root, self._folder.tool)

    def _read(self, group: int) -> None:
        """Learn the words of one *group* of all files."""
        known = self._rows if self._asked else self._stored()
        files: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._names:
            row = self._rows[name] = self._row(known.get(name), name, group)
            for kind, words in zip(_GROUPS[group].kinds, row[1 + group], strict=True):
                for word in words.split():
                    files[kind + word].append(name)
        tests = {name for name in self._names if re.search(_TESTS, name)}
        for question, found in files.items():
            own = len(found) - len(tests.intersection(found)) if len(found) > _MAX_ANSWERS else 0
            self._files[question] = None if own > _MAX_ANSWERS else found
        self._asked.add(group)

    def _stored(self) -> dict[str, _Row]:
        """What an earlier run knew of the files."""
        stored = self._folder.read("words", self._key) if self._folder.is_on else None
        known = stored if isinstance(stored, dict) else {}
        self._is_new = len(known) != len(self._names)
        return known

    def _row(self, known: _Row | None, name: str, group: int) -> _Row:
        """What holds now of the file: as much as was *known*, and the words of the *group*."""
        path = os.path.join(self._root, name)
        row = self._still(known, path) or self._still(_last_rows.get(path), path)
        if row is not None and row[1 + group] is not None:
            return row
        self._is_new = True
        new = self._new_row(path, group)
        if row is not None and row[0] == new[0]:
            new = [new if old is None else old for old, new in zip(row, new, strict=True)]
        if new[0] is not None and len(_last_rows) < 4 * _MAX_FILES:
            _last_rows[path] = new
        return new

    def _still(self, row: Any, path: str) -> _Row | None:
        """The *row* of the file at *path*, if its stamp says that it still holds."""
        if not _is_row(row):
            return None
        known: _Row = row
        try:
            is_same = known[0] is not None and known[0] == _stamp(os.stat(path))
        except OSError:
            return None
        if not is_same or self._texts(path) is not None:
            return None
        asked.note_content(path)
        return known

    def _new_row(self, path: str, group: int) -> _Row:
        """What the file at *path* says for the *group* alone."""
        now = time.time_ns()
        try:
            data, status = read_content(path, _MAX_BYTES)
        except OSError:
            return _row_of(None, group, [""] * len(_GROUPS[group].kinds))
        other = self._texts(path)
        is_settled = max(status.st_mtime_ns, status.st_ctime_ns) < now - _SETTLED
        stamp = _stamp(status) if is_settled and other is None else None
        words = _GROUPS[group].words(data if other is None else other)
        return _row_of(stamp, group, [_joined(found) for found in words])


def _row_of(stamp: list[int] | None, group: int, words: list[str]) -> _Row:
    row: _Row = [stamp, *([None] * len(_GROUPS))]
    row[1 + group] = words
    return row


def _is_row(row: Any) -> bool:
    """Whether *row*, which was stored, has the form of one."""
    return (
        isinstance(row, list)
        and len(row) == 1 + len(_GROUPS)
        and all(
            words is None
            or (
                isinstance(words, list)
                and len(words) == len(group.kinds)
                and all(isinstance(of_kind, str) for of_kind in words)
            )
            for words, group in zip(row[1:], _GROUPS, strict=True)
        )
    )


class DerivingNames:
    """The names of the classes in a text, by the words in the brackets of their ``class`` statements."""

    def __init__(self, data: bytes) -> None:
        self._classes: defaultdict[bytes, set[str]] = defaultdict(set)
        self._renamed: defaultdict[bytes, set[bytes]] = defaultdict(set)
        for match in _statements(b"class", _CLASS, data):
            for word in re.findall(_WORD, match[2]):
                self._classes[word].add(match[1].decode("utf-8", "replace"))
        for old, new in _renamed(data) if self._classes else ():
            self._renamed[old].add(new)

    def of(self, name: str) -> set[str]:
        """The classes that have *name*, or what it is called there, among their bases."""
        base = name.encode()
        wanted = {base, *self._renamed.get(base, ())}
        return {cls for word in wanted for cls in self._classes.get(word, ())}


def is_only_defined(data: bytes, name: str) -> bool:
    """Whether *data* has *name* in its ``class`` statement and in imports alone, under no other name."""
    word = name.encode()
    imports = list(_statements(b"import", _IMPORT, data))
    if any(re.search(rb"\b%s\s+as\b" % word, match[0]) for match in imports):
        return False
    mentions = len(re.findall(rb"\b%s\b" % word, data))
    imported = sum(len(re.findall(rb"\b%s\b" % word, match[0])) for match in imports)
    defined = len(re.findall(rb"(?m)^class[ \t]+%s\b" % word, data))
    return mentions == imported + defined


def is_test(path: str) -> bool:
    """Whether the file at *path* tests others, by its name or its folder's in the project."""
    home = project_folder(path).path
    return bool(
        re.search(_TESTS, os.path.relpath(os.path.abspath(path), home).replace(os.sep, "/"))
    )


def _statement_words(data: bytes) -> tuple[set[bytes], ...]:
    """The words in the brackets of classes, those of imports, and private attributes."""
    imports = [b" ".join(match.groups(b"")) for match in _statements(b"import", _IMPORT, data)]
    bases = words_of(b" ".join(match[2] for match in _statements(b"class", _CLASS, data)))
    if bases:
        renamed = _renamed(b"\n".join(imports))
        bases.update(name for name, other in renamed if other in bases)
    private = {word[1:] for word in re.findall(_PRIVATE, data)}
    return bases, words_of(b" ".join(imports)), private


def _class_words(data: bytes) -> tuple[set[bytes], ...]:
    """The names of classes."""
    # Most words are in small letters, and those come last.
    return ({word for word in words_of(data) if word < b"a" and _is_of_class(word)},)


def _iteration_words(data: bytes) -> tuple[set[bytes], ...]:
    """The words of what ``async for`` goes over."""
    iterated = re.findall(_ITERATION, data) if b"async" in data else ()
    return (words_of(b" ".join(iterated)),)


def _attribute_words(data: bytes) -> tuple[set[bytes], ...]:
    """The names of attributes, but for those of the modules that ``import module`` binds alone."""
    found = Counter(re.findall(_ATTRIBUTE, data))
    for module in set(re.findall(_WHOLE_MODULE, data)):
        found.subtract(re.findall(module + _ATTRIBUTE, data))
    return ({name for name, count in found.items() if count > 0},)


class _Group(NamedTuple):
    """Kinds of questions, and what finds the words for each of them in a text."""

    kinds: tuple[str, ...]
    words: Callable[[bytes], tuple[set[bytes], ...]]


_GROUPS = (
    _Group((DERIVING, IMPORTING, READING), _statement_words),
    _Group((NAMING,), _class_words),
    _Group((ITERATING,), _iteration_words),
    _Group((ACCESSING,), _attribute_words),
)
_GROUP_OF = {kind: number for number, group in enumerate(_GROUPS) for kind in group.kinds}


def _is_of_class(word: bytes) -> bool:
    """Whether *word* begins with a capital, and has other letters as well."""
    return word.lstrip(b"_")[:1].isupper() and not word.isupper()


def _statements(keyword: bytes, pattern: bytes, data: bytes) -> Iterator[re.Match[bytes]]:
    """What ``re.finditer`` finds of *pattern*, which begins a line and holds *keyword*.

    Python's search for a word is many times faster than its search for the beginnings of lines.
    """
    match_at = re.compile(pattern).match
    end = 0
    place = data.find(keyword)
    while place >= 0:
        start = data.rfind(b"\n", 0, place) + 1
        match = match_at(data, start) if start >= end else None
        if match is not None:
            yield match
            end = match.end()
        place = data.find(keyword, max(end, place + len(keyword)))


def _renamed(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands before and behind each ``as`` of *data*, where these are words."""
    end = 0
    for match in re.finditer(_RENAMING, data):
        word = last_word(data[end : match.start()].rstrip())
        if word:
            yield word, match[1]
            end = match.end()


def _joined(words: set[bytes]) -> str:
    return b" ".join(sorted(words)).decode("utf-8", "replace")


def _python_files(root: str, *, is_tree: bool) -> Iterator[str]:
    """The Python files of the project in *root*, relative to it; links to folders are not followed.

    Where nothing says that the folder is the top of a tree, only what it holds itself and its packages.
    """
    todo = [""]
    count = 0
    while todo and count <= _MAX_FILES:
        inner = todo.pop()
        try:
            entries = asked.scan(os.path.join(root, inner))
        except OSError:
            continue
        names = {entry.name for entry in entries}
        if "pyvenv.cfg" in names or (inner and not is_tree and "__init__.py" not in names):
            continue
        for entry in entries:
            if entry.name.endswith(".py"):
                count += 1
                yield f"{inner}{entry.name}"
            elif entry.name not in _SKIPPED and not entry.name.startswith("."):
                if entry.is_dir(follow_symlinks=False):
                    todo.append(f"{inner}{entry.name}/")


def _stamp(status: os.stat_result) -> list[int]:
    return [status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino]
