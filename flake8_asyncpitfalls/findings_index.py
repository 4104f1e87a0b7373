"""The index of remembered findings: a graph of modules as they were, and rows that rest on it.

A node is a module with one text; its look-ups lead to other nodes. A row, the findings of one file,
rests on everything that can be reached from the file's node. The one invariant: **every row was made
from exactly the texts and look-ups that stand in the graph.** So a module that a run saw otherwise
replaces its node, and every row that could reach the old one goes; look-ups of a module with the same
text add up, since a row that rests on more than it needs is only given up too early.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

Stamp = list[int]
"""Times of modification and of change in nanoseconds, size in bytes, inode."""
_NONE = -1


@dataclass(slots=True)
class Node:
    """The digest of a module's *text*, its file's *stamp* if that tells it, its imports' *roots*.

    *roots* and *python* are None where nobody asked. *look_ups* and *searches* are as in ``Consulted``.
    """

    text: str
    stamp: Stamp | None = None
    roots: tuple[str, ...] | None = None
    python: str | None = None
    look_ups: dict[str, str | None] = field(default_factory=dict)
    searches: dict[str, str] = field(default_factory=dict)

    def is_other_than(self, new: Node) -> bool:
        """Whether both cannot be the same module at the same time."""
        if self.text != new.text:
            return True
        for ours, other in ((self.roots, new.roots), (self.python, new.python)):
            if None not in (ours, other) and ours != other:
                return True
        return _contradict(self.look_ups, new.look_ups) or _contradict(self.searches, new.searches)

    def add(self, new: Node) -> None:
        """Take what *new* knows of the same module."""
        self.stamp = new.stamp or self.stamp
        self.roots = new.roots if self.roots is None else self.roots
        self.python = new.python if self.python is None else self.python
        self.look_ups.update(new.look_ups)
        self.searches.update(new.searches)


@dataclass(slots=True)
class Index:
    """*nodes* and *rows* by absolute path."""

    nodes: dict[str, Node] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def merge(self, new: Index, lost: set[str]) -> None:
        """Take the rows of *new*; modules *lost* are not what they were, nor what *new* took them for."""
        changed = lost | self.take_nodes(new.nodes)
        gone = {path for path in lost if path not in new.nodes}
        self.rows = {p: row for p, row in self.rows.items() if p not in new.rows}
        self.drop_reaching(changed)
        for node in self.nodes.values() if gone else ():
            if gone.intersection(node.look_ups.values()):
                node.look_ups = {k: v for k, v in node.look_ups.items() if v not in gone}
        for path in gone:
            self.nodes.pop(path, None)
        self.rows.update(new.rows)

    def restamp(self, stamps: Mapping[str, tuple[str, Stamp]]) -> None:
        """Take new *stamps* of files, each with the text that it stands for."""
        for path, (text, stamp) in stamps.items():
            node = self.nodes.get(path)
            if node is not None and node.text == text:
                node.stamp = stamp

    def take_nodes(self, nodes: Mapping[str, Node]) -> set[str]:
        """Take *nodes* as they were seen last; which of them were not known, or known otherwise."""
        changed = set()
        for path, node in nodes.items():
            old = self.nodes.get(path)
            if old is None or old.is_other_than(node):
                self.nodes[path] = node
                changed.add(path)
            else:
                old.add(node)
        return changed

    def drop_reaching(self, paths: set[str]) -> None:
        """Give up all rows that rest on one of *paths*."""
        if paths:
            stale = self._reaching(paths)
            self.rows = {path: row for path, row in self.rows.items() if path not in stale}

    def tidy(self) -> None:
        """Forget files that are gone, and modules that no row rests on."""
        self.rows = {path: row for path, row in self.rows.items() if os.path.lexists(path)}
        seen = set(self.rows)
        todo = list(seen)
        while todo:
            node = self.nodes.get(todo.pop())
            for target in node.look_ups.values() if node else ():
                if target is not None and target not in seen:
                    seen.add(target)
                    todo.append(target)
        self.nodes = {path: node for path, node in self.nodes.items() if path in seen}
        self.drop_reaching({path for path in seen if path not in self.nodes})

    def _reaching(self, paths: Iterable[str]) -> set[str]:
        """All modules from which look-ups lead to one of *paths*, those included."""
        importers: dict[str, list[str]] = {}
        for path, node in self.nodes.items():
            for target in node.look_ups.values():
                if target is not None:
                    importers.setdefault(target, []).append(path)
        return reaching(paths, importers)


def _contradict(known: Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Whether one question has two answers."""
    return any(known.get(question, answer) != answer for question, answer in new.items())


def reaching(paths: Iterable[Any], importers: dict[Any, list[Any]]) -> set[Any]:
    """*paths* and everything that leads to them by *importers*."""
    seen = set(paths)
    todo = list(seen)
    while todo:
        for importer in importers.get(todo.pop(), ()):
            if importer not in seen:
                seen.add(importer)
                todo.append(importer)
    return seen


def encode_index(index: Index, base: str) -> dict[str, Any]:
    """*index* as JSON data: names, paths and roots once each; paths below *base* relative to it."""
    paths = list(index.nodes)
    number = {path: at for at, path in enumerate(paths)}
    names: dict[str, int] = {}
    root_sets: dict[tuple[str, ...], int] = {}
    look_ups = []
    searches = []
    roots = []
    for node in index.nodes.values():
        flat: list[int] = []
        for name, found in node.look_ups.items():
            flat.append(names.setdefault(name, len(names)))
            flat.append(number.get(found, _NONE) if found else _NONE)
        look_ups.append(flat)
        asked = (names.setdefault(question, len(names)) for question in node.searches)
        searches.append([*chain.from_iterable(zip(asked, node.searches.values(), strict=True))])
        known = node.roots
        roots.append(_NONE if known is None else root_sets.setdefault(known, len(root_sets)))
    return {
        "paths": [relative(path, base) for path in paths],
        "texts": [node.text for node in index.nodes.values()],
        "stamps": [node.stamp for node in index.nodes.values()],
        "pythons": [node.python for node in index.nodes.values()],
        "roots": roots,
        "root_sets": [[relative(root, base) for root in roots] for roots in root_sets],
        "names": list(names),
        "look_ups": look_ups,
        "searches": searches,
        "rows": [[number[path], rows] for path, rows in index.rows.items()],
    }


def decode_index(stored: Any, base: str) -> Index:
    """The index that *stored* describes; an empty one where that is foreign."""
    try:
        paths = all_absolute(stored["paths"], base)
        names: list[str] = stored["names"]
        root_sets = [tuple(all_absolute(roots, base)) for roots in stored["root_sets"]]
        index = Index()
        columns = ("texts", "stamps", "roots", "pythons", "look_ups", "searches")
        for path, text, stamp, roots, python, flat, asked in zip(
            paths, *(stored[column] for column in columns), strict=True
        ):
            targets = (None if at < 0 else paths[at] for at in flat[1::2])
            found = dict(zip((names[at] for at in flat[::2]), targets, strict=True))
            starts = None if roots < 0 else root_sets[roots]
            answers = dict(zip((names[at] for at in asked[::2]), asked[1::2], strict=True))
            index.nodes[path] = Node(text, stamp, starts, python, found, answers)
        index.rows = {paths[at]: rows for at, rows in stored["rows"]}
    except (TypeError, KeyError, ValueError, IndexError, AttributeError):
        return Index()
    return index


def relative(path: str, base: str) -> str:
    """*path* as it stands in the index: what is below *base* moves with it."""
    if path == base:
        return "."
    prefix = os.path.join(base, "")
    return path.removeprefix(prefix)


def all_absolute(paths: Iterable[str], base: str) -> list[str]:
    """The paths that ``relative`` wrote."""
    start = os.path.join(base, "")
    # A slash is the common case, and quicker seen than asked for.
    return [
        path if path[:1] == "/" or os.path.isabs(path) else base if path == "." else start + path
        for path in paths
    ]
