"""What a run asks the file system, so that a later run can ask the same again and compare the answers.

There are three questions: what is the content of a file, which names does a folder hold, and what is
there at a path: a file, a folder, nothing. Whatever decides what a run says asks here, or notes here
what it asked. Contents are told by times, size and inode: a record is only good where nothing that it
speaks of was touched shortly before the run began, or since.

A run in which nothing has changed loads this module and few others: it imports nothing that Python has
not loaded at its start.
"""

from __future__ import annotations

import os
from itertools import islice
from stat import S_ISDIR, S_ISLNK, S_ISREG

SETTLED = 2_000_000_000
"""A file changed within so many nanoseconds before it is read may change again unseen by its time."""
NOTHING, FILE, FOLDER, OTHER = "-", "f", "d", "o"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol, TypeVar

    T = TypeVar("T")

    class Entry(Protocol):
        """What a folder holds under one name."""

        @property
        def name(self) -> str:
            """Its name."""

        @property
        def path(self) -> str:
            """The folder, as it was asked for, and the name."""

        def is_symlink(self) -> bool:
            """Whether it is a link."""

        def is_dir(self, *, follow_symlinks: bool = True) -> bool:
            """Whether it is a folder."""

        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            """What the system says of it."""


Questions = tuple[list[str], list[str], list[str]]
"""Folders, each with the endings of the names that matter (see ``_folder``); files; paths. None is empty."""


class Asked:
    """The questions of one run, which began at *started* (nanoseconds)."""

    def __init__(self, started: int) -> None:
        self._oldest = started - SETTLED
        self.folders: set[str] = set()
        self.contents: dict[str, bool] = {}
        self.kinds: dict[str, str] = {}
        self.seals: set[str] = set()
        self.is_whole = True
        self.earlier: Earlier | None = None
        self.has_adopted = False
        self.answered: dict[tuple[object, ...], Any] = {}

    def questions(self) -> Questions:
        """What to ask to learn whether every answer is still the same, nothing twice.

        The questions of an earlier run that were adopted come first of their kind.
        """
        adopted = self._adopted()
        known_folders, known_files, known_paths = map(set, adopted)
        folders = self.folders | known_folders
        read = {path for path, was_read in self.contents.items() if was_read}
        files = read | known_files
        there: dict[str, bool] = {}
        asked = (path for path in (*self.kinds, *self.contents) if path not in files)
        paths = {_first_missing(path, there) for path in asked} - known_paths
        told = {path for path in paths if _is_told_by_folder(path, folders)}
        new = (folders - known_folders, files - known_files, paths - told)
        ours, others, rest = ([*old, *sorted(more)] for old, more in zip(adopted, new, strict=True))
        return ours, others, rest

    def answers(self, questions: Questions) -> list[str]:
        """The answers to *questions*, which are those of this run.

        What was adopted was asked when the run began: what has changed since is another answer to
        the next run, which then looks at it.
        """
        adopted = self._adopted()
        ours, others, rest = (
            part[len(old) :] for part, old in zip(questions, adopted, strict=True)
        )
        new = iter(answers((ours, others, rest)))
        known = iter(self.earlier.answers if self.earlier else ())
        return [
            answer
            for old, more in zip(adopted, (ours, others, rest), strict=True)
            for answer in (*islice(known, len(old)), *islice(new, len(more)))
        ]

    def _adopted(self) -> Questions:
        return self.earlier.questions if self.earlier and self.has_adopted else ([], [], [])

    def uncertain(self) -> set[str] | None:
        """The files whose content may have been another one than now when it was asked for.

        They were touched shortly before the run began, or while it went on. None where that is so of
        something else. Call it after the last question: what is to be kept must be asked before this.
        """
        new = self.folders.difference(self._adopted()[0])
        folders = {question.partition("\0")[0] for question in new}
        is_certain = (
            self.is_whole
            and all(_kind(path) == found for path, found in self.kinds.items())
            and all(map(self._was_unchanged, folders))
        )
        if not is_certain:
            return None
        return {
            path
            for path, was_read in self.contents.items()
            if not self.was_same(path, was_read=was_read)
        }

    def has_fresh(self) -> bool:
        """Whether what changed since the earlier run may change again: that one's record serves the next."""
        return self.has_adopted and not all(
            self.was_same(path, was_read=True)
            for path in (self.earlier.changed if self.earlier else ())
        )

    def _was_unchanged(self, folder: str) -> bool:
        try:
            return max(_times(os.stat(folder))) < self._oldest
        except OSError:
            return False

    def was_same(self, path: str, *, was_read: bool) -> bool:
        """Whether the file *path* can or cannot be read, as before, and is as old as it should be."""
        try:
            status = os.lstat(path)
            newest = max(_times(status))
            if S_ISLNK(status.st_mode):
                status = os.stat(path)
                newest = max(newest, *_times(status))
        except OSError:
            return not was_read
        return S_ISREG(status.st_mode) == was_read and newest < self._oldest


class Earlier:
    """The *questions* of an earlier run: all answers are what they were, but for the files *changed*.

    *answers* are those of now. *seals* are those of the indexes of findings that the run found true,
    or left behind as true.
    """

    def __init__(
        self, questions: Questions, answers: list[str], changed: frozenset[str], seals: set[str]
    ) -> None:
        self.questions = questions
        self.answers = answers
        self.changed = changed
        self.seals = seals
        self._names = dict(zip(questions[0], answers, strict=False))
        self._entries: dict[str, list[Entry]] = {}

    def entries(self, folder: str) -> list[Entry] | None:
        """What *folder* holds, if all names in it were asked for when the run began."""
        names = self._names.get(folder.rstrip("/") or "/", NOTHING)
        if names[:1] != "/" or names[:2] == "//":
            return None
        start = os.path.join(folder, "")
        known = self._entries.get(start)
        if known is None:
            marked = (name.split("/", 1) for name in names[1:].split("\0") if name)
            known = self._entries[start] = [_KnownEntry(start, *name) for name in marked]
        return known


class _KnownEntry:
    """What a folder holds under one name, with its mark (see ``_names``)."""

    __slots__ = ("_mark", "name", "path")

    def __init__(self, start: str, name: str, mark: str | None = None) -> None:
        self.name = name
        self.path = start + name
        self._mark = mark

    def is_symlink(self) -> bool:
        return self._mark == "@"

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return self._mark == "" or (
            follow_symlinks and self._mark == "@" and os.path.isdir(self.path)
        )

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return os.stat(self.path, follow_symlinks=follow_symlinks)


_now: Asked | None = None


def begin(started: int, earlier: Earlier | None = None) -> None:
    """Keep what is asked from here on; *earlier* is what is known of the run before."""
    global _now
    _now = Asked(started)
    _now.earlier = earlier


def changed_since(seal: str) -> frozenset[str] | None:
    """The files that changed since the index with that *seal* was true.

    None where that is not known, or something else has changed as well. Whoever asks this need not ask
    again what the earlier run asked for the index.
    """
    if _now is None or _now.earlier is None or seal not in _now.earlier.seals:
        return None
    _now.has_adopted = True
    return _now.earlier.changed


def is_fresh(path: str) -> bool:
    """Whether the next run will look at the file *path* again, whatever this one notes."""
    return _now is None or not _now.was_same(path, was_read=True)


def note_index(seal: str, instead_of: str = "") -> None:
    """Note that the index with that *seal* is true, and no longer the one *instead_of* it."""
    if _now is not None:
        _now.seals.discard(instead_of)
        if seal:
            _now.seals.add(seal)


def end() -> Asked | None:
    """What was asked since ``begin``; nothing more is kept."""
    global _now
    found, _now = _now, None
    return found


def kind(path: str) -> str:
    """What there is at *path*: FILE, FOLDER, NOTHING, or OTHER, which a link that leads nowhere is."""
    found = _kind(path)
    note_kind(path, found)
    return found


def note_kind(path: str, found: str) -> None:
    """Note that somebody learnt what there is at *path*."""
    if _now is not None and path and _now.kinds.setdefault(path, found) != found:
        _now.is_whole = False


def note_content(path: str, *, was_read: bool = True) -> None:
    """Note that somebody read the file *path* or looked at its times, or could not."""
    if _now is not None and _now.contents.setdefault(path, was_read) != was_read:
        _now.is_whole = False


def scan(folder: str, *endings: str) -> Sequence[Entry]:
    """What *folder* holds; only names with one of the *endings* matter, where some are given.

    Raises OSError.
    """
    entries: Sequence[Entry] | None = None
    if _now is not None and _now.earlier is not None:
        entries = _now.earlier.entries(folder)
    try:
        if entries is None:
            with os.scandir(folder) as found:
                entries = list(found)
    except OSError:
        found_there = _kind(folder)
        # A folder that cannot be looked into now may be, without a sign, by the next run.
        note_kind(folder, NOTHING if found_there == FOLDER else found_there)
        raise
    if _now is not None:
        note_kind(folder, FOLDER)
        _now.folders.add("\0".join((folder.rstrip("/") or "/", *endings)))
    return entries


def sorted_entries(folder: str) -> list[Entry]:
    """What *folder* holds, by name; nothing where that cannot be known."""
    try:
        return sorted(scan(folder), key=lambda entry: entry.name)
    except OSError:
        return []


def once(question: tuple[object, ...], answer: Callable[[], T]) -> T:
    """The *answer* to a question that is made of what is asked here, the same throughout a run."""
    if _now is None:
        return answer()
    if question not in _now.answered:
        _now.answered[question] = answer()
    found: T = _now.answered[question]
    return found


def note_more() -> None:
    """Note that something else was asked, so that nobody can ask the same again: no more is kept."""
    global _now
    _now = None


def answers(questions: Questions) -> list[str]:
    """What the file system says now, one text for each question."""
    folders, files, paths = questions
    found = [_names(*_folder(folder)) for folder in folders]
    # One call a file: this loop is most of what a run costs in which nothing has changed.
    stat = os.stat
    for path in files:
        try:
            status = stat(path)
        except OSError:
            found.append(NOTHING)
            continue
        found.append(f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}")
    found += map(_kind, paths)
    return found


def _folder(question: str) -> tuple[str, tuple[str, ...]]:
    folder, *endings = question.split("\0")
    return folder, tuple(endings)


def _names(folder: str, endings: tuple[str, ...]) -> str:
    """The names in *folder*, each with a mark of what it is behind a slash, which no name has.

    Before them stands whether one can learn what is there under those names, or nothing but the names.
    """
    try:
        with os.scandir(folder) as entries:
            names = sorted([
                entry.name if entry.is_file(follow_symlinks=False)
                else f"{entry.name}/@" if entry.is_symlink()
                else f"{entry.name}/" if entry.is_dir(follow_symlinks=False)
                else f"{entry.name}//"
                for entry in entries if not endings or entry.name.endswith(endings)
            ])  # fmt: skip
    except OSError:
        return NOTHING
    return ("/" if os.access(folder, os.X_OK) else "//") + "\0".join(names)


def _kind(path: str) -> str:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return OTHER if os.path.lexists(path) else NOTHING
    return FILE if S_ISREG(mode) else FOLDER if S_ISDIR(mode) else OTHER


def _times(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_ctime_ns


def _is_told_by_folder(path: str, folders: set[str]) -> bool:
    """Whether the names in one of the *folders*, which were asked for, say what there is at *path*."""
    return os.path.dirname(path) in folders and not os.path.islink(path)


def _first_missing(path: str, there: dict[str, bool]) -> str:
    """*path*, or, where even its folder is not there, the outermost folder that is not.

    *there* keeps which folders are.
    """
    above = os.path.dirname(path)
    while above and above != path:
        is_there = there.get(above)
        if is_there is None:
            is_there = there[above] = os.path.lexists(above)
        if is_there:
            break
        path, above = above, os.path.dirname(above)
    return path
