"""Which releases of a library a project asks for, by the files that say so; read as text, never run.

Folders are looked at from the file upwards, to where the project ends. In the first that names the library,
the lock decides before ``pyproject.toml`` and the lists of requirements, which must all agree. So does the
metadata (``*.dist-info``) of the one package that was unpacked there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.content import read_text
from flake8_asyncpitfalls.git_index import is_repository
from flake8_asyncpitfalls.semantics.project.project_files import metadata_folders

Release = tuple[int, ...]
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")
_LISTS = re.compile(
    r"(pyproject\.toml|setup\.cfg|setup\.py|Pipfile|[\w.-]*requirements[\w.-]*\.(txt|in))"
)
_FOLDER = "requirements"
_METADATA = "METADATA"
_ENDINGS = (*_LOCKS, "pyproject.toml", "setup.cfg", "setup.py", "Pipfile", ".txt", ".in", _FOLDER)
"""How all names end that matter here."""
_LIST = re.compile(r"[\w.-]+\.(txt|in)")
_CLAUSE = re.compile(r"([<>=!~^]{1,3})?\s*v?(\d+(?:\.\d+)*)[\w.*]*")
_CLAUSES = r"(?:[<>=!~^]{0,3}\s*v?\d[\w.]*(?:\.\*)?\s*,?\s*)+"


class Pins(NamedTuple):
    """The project takes no release before *lowest* and none from *below* on; None: nothing is said.

    Where it asks for any release, *lowest* is empty.
    """

    lowest: Release | None = None
    below: Release | None = None


_ANY = Pins(())


class PinnedReleases:
    """Answers for the files of one run; the files of a folder are read once."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[list[str], list[str]]] = {}
        self._known: dict[tuple[str, str], Pins] = {}

    def of_file(self, path: str, distribution: str) -> Pins:
        """What the project of the file at *path* asks for of *distribution*."""
        return self._of_folder(os.path.dirname(os.path.abspath(path)), distribution)

    def _of_folder(self, folder: str, distribution: str) -> Pins:
        key = folder, distribution
        if key not in self._known:
            self._known[key] = self._look_at(folder, distribution)
        return self._known[key]

    def _look_at(self, folder: str, distribution: str) -> Pins:
        locks, lists = self._read(folder)
        name = re.sub(r"[-_.]+", "[-_.]+", distribution)
        locked = {pins for text in locks for pins in _locked(text, name)}
        found = locked or {pins for text in lists for pins in _asked_for(text, name)}
        if found:
            found = found - {_ANY} or found
            return found.pop() if len(found) == 1 else Pins()
        parent = os.path.dirname(folder)
        is_end = parent == folder or is_repository(folder)
        return Pins() if is_end else self._of_folder(parent, distribution)

    def _read(self, folder: str) -> tuple[list[str], list[str]]:
        """The texts of the locks in *folder*, and of what else names requirements."""
        if folder not in self._texts:
            names = _names_in(folder)
            lists = [name for name in names if _LISTS.fullmatch(name)]
            built = metadata_folders(folder)
            # Of many packages that are installed in one folder each asks for something else.
            lists += [os.path.join(built[0], _METADATA)] if len(built) == 1 else []
            inner = _names_in(os.path.join(folder, _FOLDER)) if _FOLDER in names else []
            lists += [os.path.join(_FOLDER, name) for name in inner if _LIST.fullmatch(name)]
            locks = [name for name in _LOCKS if name in names]
            self._texts[folder] = (_texts(folder, locks), _texts(folder, lists))
        return self._texts[folder]


def _names_in(folder: str) -> list[str]:
    try:
        return sorted(entry.name for entry in asked.scan(folder, *_ENDINGS))
    except OSError:
        return []


def _texts(folder: str, names: list[str]) -> list[str]:
    """The texts of those files that can be read."""
    found = []
    for name in names:
        with suppress(OSError, UnicodeDecodeError):
            found.append(read_text(os.path.join(folder, name)))
    return found


def _locked(text: str, name: str) -> Iterator[Pins]:
    for match in re.finditer(rf'(?mi)^name = "{name}"\nversion = "([\d.]+)', text):
        yield _pins([("==", _release(match[1]))])


def _asked_for(text: str, name: str) -> Iterator[Pins]:
    """What each mention of the library says: a requirement, or a key of a table."""
    start = rf"""(?mi)(?:^|["'])\s*{name}(?:\[[^\]\n]*\])?["']?[ \t]*"""
    text = re.sub(r"(?m)^Requires-Dist: *([^\s(;]+) *\(([^)\n]*)\)", r"\1 \2", text)
    text = re.sub(r"(?m)^Requires-Dist: *", "", text)
    table = r"""(?:=[ \t]*(?:\{[^}\n]*?\bversion[ \t]*=[ \t]*)?["'])?"""
    for match in re.finditer(rf"{start}(?![\w.-])(?:{table}({_CLAUSES}))?", text):
        yield _pins(_clauses(match[1])) if match[1] else _ANY


def are_apart(pins: Pins, requirement: str) -> bool:
    """Whether a project with *pins* takes none of the releases of *requirement*, as ``aioredis >=2``."""
    own = _pins(_clauses(requirement.partition(" ")[2]))
    return _ends_before(pins, own) or _ends_before(own, pins)


def _ends_before(older: Pins, newer: Pins) -> bool:
    return bool(older.below and newer.lowest) and is_at_most(older.below, newer.lowest)


def is_at_most(release: Release | None, other: Release | None) -> bool:
    """Whether *release* is that *other* one, or older; ``2.0`` is ``2``. None is neither."""
    if release is None or other is None:
        return False
    places = max(len(release), len(other))
    first, second = ((*one, *[0] * (places - len(one))) for one in (release, other))
    return first <= second


def first_excluded(requirement: str) -> Release | None:
    """The release from which on *requirement* takes none: ``(3, 14)`` of ``>=3.9,<3.14``.

    None where it takes all newer ones; of alternatives (``||``) the highest counts.
    """
    ends = [_pins(_clauses(part)).below for part in re.split(r"\|\|?", requirement)]
    return None if None in ends else max(end for end in ends if end)


def _clauses(text: str) -> list[tuple[str, Release]]:
    return [(clause[1] or "==", _release(clause[2])) for clause in _CLAUSE.finditer(text)]


def _pins(clauses: list[tuple[str, Release]]) -> Pins:
    """What all *clauses*, each an operator and a release, leave."""
    lows, ends = [], []
    for operator, release in clauses:
        if operator in ("==", "===", ">=", ">", "~=", "^", "~"):
            lows.append(release)
        if operator in ("<", "<="):
            ends.append(release if operator == "<" else _next(release))
        elif operator in ("==", "==="):
            ends.append(_next(release))
        elif operator == "^":
            ends.append(_next(release[:1]))
        elif operator in ("~=", "~"):
            ends.append(_next(release[:-1] or release))
    return Pins(max(lows, default=None), min(ends, default=None))


def _next(release: Release) -> Release:
    return (*release[:-1], release[-1] + 1)


def _release(text: str) -> Release:
    return tuple(int(part) for part in text.strip(".").split("."))
