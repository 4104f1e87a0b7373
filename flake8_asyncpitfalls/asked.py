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
from stat import S_ISDIR, S_ISLNK, S_ISREG

SETTLED = 2_000_000_000
"""A file changed within so many nanoseconds before it is read may change again unseen by its time."""
NOTHING, FILE, FOLDER, OTHER = "-", "f", "d", "o"

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

    def questions(self) -> Questions:
        """What to ask to learn whether every answer is still the same, nothing twice."""
        files = {path for path, was_read in self.contents.items() if was_read}
        there: dict[str, bool] = {}
        asked = (path for path in (*self.kinds, *self.contents) if path not in files)
        paths = {_first_missing(path, there) for path in asked}
        told = {path for path in paths if self._is_told_by_folder(path)}
        return sorted(self.folders), sorted(files), sorted(paths - told)

    def uncertain(self) -> set[str] | None:
        """The files whose content may have been another one than now when it was asked for.

        They were touched shortly before the run began, or while it went on. None where that is so of
        something else. Call it after the last question: what is to be kept must be asked before this.
        """
        folders = {question.partition("\0")[0] for question in self.folders}
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

    def adopt(self, earlier: Earlier) -> None:
        """Take over the questions of an *earlier* run, which had the same answers."""
        self.has_adopted = True
        folders, files, paths = earlier.questions
        self.folders.update(folders)
        for path in files:
            self.contents.setdefault(path, True)
        for path in paths:
            self.kinds.setdefault(path, _kind(path))

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

    def _is_told_by_folder(self, path: str) -> bool:
        """Whether the names in a folder that was asked for say what there is at *path*."""
        return os.path.dirname(path) in self.folders and not os.path.islink(path)


class Earlier:
    """The *questions* of an earlier run: all answers are what they were, but for the files *changed*.

    *stamps* are the answers about those at that time. *seals* are those of the indexes of findings that
    the run found true, or left behind as true.
    """

    def __init__(self, questions: Questions, changed: frozenset[str], seals: set[str]) -> None:
        self.questions = questions
        self.changed = changed
        self.seals = seals


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
    if not _now.has_adopted:
        _now.adopt(_now.earlier)
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


def scan(folder: str, *endings: str) -> list[os.DirEntry[str]]:
    """What *folder* holds; only names with one of the *endings* matter, where some are given.

    Raises OSError.
    """
    try:
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


def sorted_entries(folder: str) -> list[os.DirEntry[str]]:
    """What *folder* holds, by name; nothing where that cannot be known."""
    try:
        return sorted(scan(folder), key=lambda entry: entry.name)
    except OSError:
        return []


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
