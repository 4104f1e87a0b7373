"""Which files are checked: those named, and those in the directories named."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.cli.gitignore import GitIgnore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


LEFTOVER = ".asyncfix-"
"""How the names begin of what a run leaves beside sources when it is killed while it writes."""


JOURNAL = f"{LEFTOVER}journal"

OTHERS_CODE = frozenset({".venv", "venv", "node_modules", "build", "dist", "site-packages"})
"""Folders that are worth a word when they are passed over: somebody may have looked for them."""


_COMMANDS = {
    "check": "asyncfix checks without a command: asyncfix [PATH ...]",
    "fix": "asyncfix --apply writes fixes",
    "rule": "asyncfix --explain RULE tells of a rule",
    "explain": "asyncfix --explain RULE tells of a rule",
    "help": "asyncfix --help",
}
"""What other tools have commands for."""


class Found(NamedTuple):
    """*paths* to check, in order and each once; *errors* for what is not there.

    *leftovers* are the folders that hold what a killed run left there, each with those names;
    *left_out* are folders with other people's code that were passed over without being told to.
    *links* are those *paths* that were found in a folder and are links, with their absolute paths.
    """

    paths: list[str]
    errors: list[str]
    leftovers: dict[str, list[str]]
    left_out: list[str]
    links: dict[str, str]

    def leading_out(self) -> dict[str, str]:
        """The links to files that are not among *paths* themselves, each with its target."""
        if not self.links:
            return {}
        targets = {path: os.path.realpath(absolute) for path, absolute in self.links.items()}
        folders = {os.path.dirname(path) for path in self.paths}
        real = {folder: os.path.realpath(folder) for folder in folders}
        sources = {
            os.path.join(real[os.path.dirname(path)], os.path.basename(path))
            for path in self.paths
            if path not in self.links
        }
        return {path: target for path, target in targets.items() if target not in sources}


def find_files(named: Sequence[str], exclude: Iterable[str], patterns: Iterable[str]) -> Found:
    """Look for files to check in what the user *named* (default: the current directory).

    A file that is named is taken whatever it is called. In directories files count that match
    *patterns*, that no .gitignore leaves out and that, like everything named, do not match
    *exclude* (see selection.is_matching). Links to directories are not followed inside of them,
    and a virtual environment there is left out, unless *exclude* is the user's own.
    """
    filters = Filters(exclude, patterns)
    return find_files_with(named, lambda _: filters)


def find_files_with(named: Sequence[str], filters_of: Callable[[str], Filters]) -> Found:
    """The same where *filters_of* says what is left out and looked for in a folder (absolute)."""
    search = _Search(filters_of)
    found = Found([], [], search.leftovers, search.left_out, search.links)
    seen: set[str] = set()
    for path in named or ["."]:
        if path != "-" and asked.kind(path) == asked.NOTHING:
            hint = f"; {_COMMANDS[path]}" if path in _COMMANDS else ""
            found.errors.append(f"{path}: no such file or directory{hint}")
            continue
        for file, absolute in search.expand(path):
            if absolute not in seen:
                seen.add(absolute)
                found.paths.append(file)
    found.errors.extend(search.errors)
    return found


def leftovers_in(folder: str) -> list[str]:
    """The names in *folder* of what a killed run left there."""
    try:
        return [name for name in os.listdir(folder) if name.startswith(LEFTOVER)]
    except OSError:
        return []


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str] | None:
    translated = [translate(os.path.normcase(pattern)) for pattern in patterns]
    return re.compile("|".join(translated)) if translated else None


_NAME = attrgetter("name")


def has_gitignore(entries: Iterable[asked.Entry]) -> bool:
    """Whether a .gitignore is among the *entries* of a directory."""
    return any(entry.name == ".gitignore" for entry in entries)


def _is_environment(entries: Iterable[asked.Entry]) -> bool:
    """Whether a directory with these *entries* is a virtual environment, of venv or conda."""
    return any(entry.name in {"pyvenv.cfg", "conda-meta"} for entry in entries)


class Filters:
    """What is left out and what is looked for: see ``find_files``."""

    def __init__(self, exclude: Iterable[str], names: Iterable[str]) -> None:
        patterns = list(exclude)
        self._exclude = _alternatives(patterns)
        # The other patterns begin with a name, and an absolute path does not.
        self._exclude_path = _alternatives(
            pattern for pattern in patterns if pattern[:1] in "*?[" or os.path.isabs(pattern)
        )
        self._names = _alternatives(names)
        self.has_defaults = "__pycache__" in patterns

    def is_excluded(self, path: str) -> bool:
        """Whether *path* matches a pattern of what is left out."""
        name = os.path.basename(path)
        return self.leaves_out("" if name in {".", ".."} else name, os.path.abspath(path))

    def leaves_out(self, name: str, absolute: str) -> bool:
        """The same for the path *absolute*, whose last part is *name*."""
        if self._exclude is not None and self._exclude.match(name):
            return True
        return self._exclude_path is not None and self._exclude_path.match(absolute) is not None

    def is_source(self, entry: asked.Entry) -> bool:
        """Whether *entry*, which is no directory, has the name of a file to check."""
        # A link called x.py that leads to a directory is not a file, one that leads nowhere is.
        has_name = self._names is None or self._names.match(entry.name) is not None
        return has_name and not (entry.is_symlink() and asked.kind(entry.path) == asked.FOLDER)


class _Search:
    def __init__(self, filters_of: Callable[[str], Filters]) -> None:
        self._filters_of = filters_of
        self.errors: list[str] = []
        self.leftovers: dict[str, list[str]] = {}
        self.left_out: list[str] = []
        self.links: dict[str, str] = {}

    def expand(self, path: str) -> list[tuple[str, str]]:
        """The files that *path* stands for, each with its absolute path."""
        absolute = os.path.abspath(path)
        if path == "-":
            return [(path, path)]
        if self._filters_of(os.path.dirname(absolute)).is_excluded(path):
            return []
        if asked.kind(path) != asked.FOLDER:
            return [(path, absolute)]
        found: list[tuple[str, str]] = []
        prefix = "" if path == "." else os.path.join(path, "")
        ignore = GitIgnore.above(absolute)
        self._walk(prefix, os.path.join(absolute, ""), ignore, found, is_named=True)
        return found

    def _walk(
        self,
        prefix: str,
        absolute: str,
        ignore: GitIgnore,
        found: list[tuple[str, str]],
        *,
        is_named: bool = False,
    ) -> None:
        """Add what is below the directory *absolute*; both it and *prefix* end in a slash."""
        try:
            entries = sorted(asked.scan(absolute), key=_NAME)
        except OSError as error:
            self.errors.append(f"{absolute}: {error.strerror or error}")
            return
        filters = self._filters_of(absolute.rstrip(os.sep) or os.sep)
        if not is_named and filters.has_defaults and _is_environment(entries):
            self.left_out.append(prefix.rstrip(os.sep))
            return
        ignore = ignore.within(absolute) if has_gitignore(entries) else ignore
        for entry in entries:
            name = entry.name
            if name.startswith(LEFTOVER):
                self.leftovers.setdefault(absolute, []).append(name)
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not filters.is_source(entry):
                continue
            below = absolute + name
            if ignore.is_ignored(below, is_folder):
                continue
            if filters.leaves_out(name, below):
                continue
            if is_folder and filters.has_defaults and self._passes_over(name, prefix):
                continue
            if is_folder:
                self._walk(f"{prefix}{name}{os.sep}", below + os.sep, ignore, found)
            else:
                found.append((prefix + name, below))
                self.links.update({prefix + name: below} if entry.is_symlink() else {})

    def _passes_over(self, name: str, prefix: str) -> bool:
        """Whether the folder *name* is none where somebody's own sources are looked for."""
        is_others = name in OTHERS_CODE
        if is_others:
            self.left_out.append(prefix + name)
        return is_others or name.startswith(".")
