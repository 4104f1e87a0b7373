"""What conclusions about modules rest on: the texts that were read, and what imports found.

A conclusion about a module comes from its text, from what its imports found, and from conclusions
about the modules found. So what a file's findings rest on is what can be reached from it here, and
as long as all of that is the same they are. Everything is plain data that may travel to another
process.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TypeVar

from flake8_asyncpitfalls.content import text_digest

OWN, FOREIGN, INSTALLED, BESIDE = "=", "~", "+", "@"
"""The first character of a look-up: how a module of the project finds a module, how an installed one
does, and where the installed ones are; the module's absolute name follows. After the last one, a path
in the project's folder follows, of a file that a search found."""
T = TypeVar("T")
UNREADABLE = ""
"""In place of the digest of a text that cannot be read."""


@dataclass(slots=True)
class Consulted:
    """By absolute path: the digests of *texts*, and the path that each of a module's *look_ups* found.

    *roots* are, by folder, where the imports of its files start, which names the modules too.
    *pythons* are the oldest Pythons that files must run on, where that was asked. *searches* are, by
    file, the questions of which files name something, with the digests of the answers.
    *unsettled* are modules that were seen with two texts, or found two things by one look-up: no
    conclusion from them can be told apart by what it rests on.
    """

    texts: dict[str, str] = field(default_factory=dict)
    look_ups: dict[str, dict[str, str | None]] = field(default_factory=dict)
    roots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pythons: dict[str, str] = field(default_factory=dict)
    searches: dict[str, dict[str, str]] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)

    def add(self, other: Consulted) -> None:
        """Take what *other* rests on as well."""
        self.unsettled |= other.unsettled
        self.roots.update(other.roots)
        self.pythons.update(other.pythons)
        for path, text in other.texts.items():
            if self.texts.setdefault(path, text) != text:
                self.unsettled.add(path)
        for path, found in other.look_ups.items():
            self._add_to(self.look_ups, path, found)
        for path, answers in other.searches.items():
            self._add_to(self.searches, path, answers)

    def _add_to(self, all_known: dict[str, dict[str, T]], path: str, found: dict[str, T]) -> None:
        known = all_known.setdefault(path, {})
        for question, answer in found.items():
            if known.setdefault(question, answer) != answer:
                self.unsettled.add(path)


class ConsultedRecord:
    """Notes what is consulted while it happens; ``take`` hands on what is new.

    *is_kept*: whether anybody will take it. A run that remembers nothing would only grow by it.
    """

    def __init__(self) -> None:
        self.is_kept = True
        self._all = Consulted()
        self._new = Consulted()

    def note_text(self, path: str, data: bytes | None) -> None:
        """Note that the text of the module at *path* is *data*, None when it could not be read."""
        if not self.is_kept:
            return
        text = UNREADABLE if data is None else text_digest(data)
        known = self._all.texts.get(path)
        if known is None:
            self._all.texts[path] = self._new.texts[path] = text
        elif known != text:
            self._all.unsettled.add(path)
            self._new.unsettled.add(path)

    def note_roots(self, folder: str, roots: tuple[str, ...]) -> None:
        """Note where the imports of the files in *folder* start."""
        if self.is_kept and folder not in self._all.roots:
            self._all.roots[folder] = self._new.roots[folder] = roots

    def note_python(self, path: str, version: str) -> None:
        """Note the oldest Python that the file at *path* must run on."""
        if self.is_kept:
            self._new.pythons[path] = version

    def note_search(self, asker: str, question: str, answer: str) -> None:
        """Note that for the module at *asker* a search gave the *answer* with that digest."""
        if not self.is_kept:
            return
        if self._all.searches.setdefault(asker, {}).setdefault(question, answer) == answer:
            self._new.searches.setdefault(asker, {})[question] = answer
        else:
            self._all.unsettled.add(asker)
            self._new.unsettled.add(asker)

    def note_look_up(self, importer: str, look_up: str, found: str | None) -> None:
        """Note that the module at *importer* looked something up and got the file *found*, or none."""
        if not self.is_kept:
            return
        known = self._all.look_ups.setdefault(importer, {})
        if look_up not in known:
            look_up = sys.intern(look_up)  # thousands of files import the same module
            known[look_up] = found
            self._new.look_ups.setdefault(importer, {})[look_up] = found
        elif known[look_up] != found:
            self._all.unsettled.add(importer)
            self._new.unsettled.add(importer)

    def take(self) -> Consulted:
        """What was noted since the last time of asking."""
        new, self._new = self._new, Consulted()
        return new
