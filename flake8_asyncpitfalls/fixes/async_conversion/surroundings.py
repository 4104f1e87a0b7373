"""What is to be made asynchronous, in what project, and what has come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.fixes.async_conversion.text_functions import functions_at
from flake8_asyncpitfalls.semantics.source.cells import largest_source

if TYPE_CHECKING:
    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.fixes.async_conversion.look import Workspace


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a helper blocks: the 1-based *line* of the file *path*, which is absolute."""

    path: str
    line: int


@dataclass(slots=True)
class Propagation:
    """*changes* are sets of files with their new text, each to be written as a whole.

    *before* are the texts of those files that the first change of each was made from. *done* are the
    places that are asynchronous now, *made* the files and names of the functions; *reasons* says why
    others are not; *steps* are left to a person.
    """

    changes: list[dict[str, bytes]] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    done: set[Place] = field(default_factory=set)
    made: set[tuple[str, str]] = field(default_factory=set)
    reasons: dict[Place, str] = field(default_factory=dict)

    def add(self, texts: dict[str, bytes]) -> None:
        """Take in a change that is none yet: *texts* do what the files do."""
        for path in texts:
            known = self.texts.get(path)
            self.before.setdefault(path, known or read_regular(path, largest_source(path)))
        self.changes += [texts] if texts else []

    def take(self, trial: Propagation) -> None:
        """Let all that a *trial*, which began with this, came to be so."""
        self.changes, self.before, self.made = trial.changes, trial.before, trial.made
        self.done |= trial.done
        self.steps += trial.steps

    @property
    def texts(self) -> dict[str, bytes]:
        """The last text of every file that changes."""
        return {path: text for change in self.changes for path, text in change.items()}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """*paths* are all files of the project, *editable* those that may change; all are absolute.

    *open* gives what reads them, without anything known. *removes_imports*: imports that are used
    no more afterwards go. *offloaded* has the files and names of functions that the fix of a caller
    runs in a thread. *reported* are the codes and lines of what is known to be found in files, of
    some of them. *rewritten* and *found* are what rounds know of each other: files, the edits that were
    made in them and what came of it; and what is found in files by now, at least.
    """

    paths: Sequence[str]
    editable: frozenset[str]
    open: Callable[[], Workspace]
    removes_imports: bool = False
    offloaded: frozenset[tuple[str, str]] = frozenset()
    reported: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    rewritten: dict[str, tuple[bytes, frozenset[Edit], bytes]] = field(default_factory=dict)
    found: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    def known_in(self, path: str) -> Counter[tuple[str, str]]:
        """The codes, with their functions, of what is found in the file *path*, as far as it is known."""
        if path not in self.found:
            told = self.reported.get(path, ())
            data = read_regular(path, largest_source(path)) if told else b""
            names = functions_at(data, [line for _, line in told])
            self.found[path] = Counter(zip([code for code, _ in told], names, strict=True))
        return self.found[path]
