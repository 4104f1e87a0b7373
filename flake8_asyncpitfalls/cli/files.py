"""Which files are checked: those named, and those in the directories named."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.cli.gitignore import GitIgnore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Found(NamedTuple):
    """*paths* to check, in order and each once; *errors* for what is not there."""

    paths: list[str]
    errors: list[str]


def find_files(named: Sequence[str], exclude: Iterable[str], patterns: Iterable[str]) -> Found:
    """Look for files to check in what the user *named* (default: the current directory).

    A file that is named is taken whatever it is called. In directories files count that match
    *patterns*, that no .gitignore leaves out and that, like everything named, do not match
    *exclude* (see selection.is_matching). Links to directories are not followed inside of them.
    """
    search = _Search(_alternatives(exclude), _alternatives(patterns))
    found = Found([], [])
    seen: set[str] = set()
    for path in named or ["."]:
        if path != "-" and not os.path.lexists(path):
            found.errors.append(f"{path}: no such file or directory")
            continue
        for file in search.expand(path):
            identity = os.path.abspath(file)
            if identity not in seen:
                seen.add(identity)
                found.paths.append(file)
    return found


def is_excluded(path: str, exclude: Iterable[str]) -> bool:
    """Whether *path* matches one of the patterns *exclude*, as find_files() means it."""
    return _Search(_alternatives(exclude), None).is_excluded(path)


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str] | None:
    translated = [translate(os.path.normcase(pattern)) for pattern in patterns]
    return re.compile("|".join(translated)) if translated else None


class _Search:
    def __init__(self, exclude: re.Pattern[str] | None, names: re.Pattern[str] | None) -> None:
        self._exclude = exclude
        self._names = names

    def expand(self, path: str) -> Iterator[str]:
        if path == "-":
            yield path
        elif not self.is_excluded(path):
            if os.path.isdir(path):
                absolute = os.path.abspath(path)
                prefix = "" if path == "." else os.path.join(path, "")
                yield from self._walk(prefix, absolute, GitIgnore.above(absolute))
            else:
                yield path

    def is_excluded(self, path: str) -> bool:
        name = os.path.basename(path)
        return self._is_left_out("" if name in {".", ".."} else name, os.path.abspath(path))

    def _is_left_out(self, name: str, absolute: str) -> bool:
        pattern = self._exclude
        return pattern is not None and bool(pattern.match(name) or pattern.match(absolute))

    def _walk(self, prefix: str, absolute: str, ignore: GitIgnore) -> Iterator[str]:
        """The files below the directory *absolute*; their paths start with *prefix*."""
        try:
            with os.scandir(absolute) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError:
            # flake8 passes over directories that it may not read, too.
            return
        if any(entry.name == ".gitignore" for entry in entries):
            ignore = ignore.within(absolute)
        for entry in entries:
            below = os.path.join(absolute, entry.name)
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not self._is_source(entry):
                continue
            if self._is_left_out(entry.name, below) or ignore.is_ignored(below, is_folder):
                continue
            if is_folder:
                yield from self._walk(f"{prefix}{entry.name}{os.sep}", below, ignore)
            else:
                yield prefix + entry.name

    def _is_source(self, entry: os.DirEntry[str]) -> bool:
        # A link called x.py that leads to a directory is not a file, one that leads nowhere is.
        has_name = self._names is None or self._names.match(entry.name) is not None
        return has_name and not (entry.is_symlink() and os.path.isdir(entry.path))
