"""A few modules and rows of the stored index changed where they stand, as ``Index.merge`` changes them.

To read, merge and write an index of thousands of modules takes as long as to check a file. Where all but
a few files are known to be as the index says, only what was seen anew is read out of its columns and put
back. What no row rests on any more stays until the whole is merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flake8_asyncpitfalls.findings_index import (
    Index,
    Node,
    Stamp,
    all_absolute,
    decode_index,
    encode_index,
    reaching,
    relative,
)

_NONE = -1
_COLUMNS = ("texts", "stamps", "roots", "pythons", "look_ups", "searches")


Stamps = Mapping[str, tuple[str, Stamp]]
"""By path, a new stamp and the text that it stands for."""


def merged(stored: Any, base: str, new: Index, lost: set[str], restamped: Stamps) -> dict[str, Any]:
    """The *stored* index with what *new* says, and without the modules *lost* (see ``Index.merge``)."""
    index = decode_index(stored, base)
    index.restamp(restamped)
    index.merge(new, lost)
    index.tidy()
    return encode_index(index, base)


def patched(
    stored: Mapping[str, Any], base: str, new: Index, lost: set[str], restamped: Stamps
) -> dict[str, Any]:
    """The same where all of the modules *lost* are in *new*."""
    columns = _Columns(stored, base)
    few = Index()
    for path in {*new.nodes, *restamped}:
        node = columns.node(path)
        if node is not None:
            few.nodes[path] = node
    few.restamp(restamped)
    changed = lost | few.take_nodes(new.nodes)
    columns.put(few.nodes)
    numbers = columns.number
    stale = columns.reaching(changed) | {numbers[path] for path in new.rows}
    rows = [row for row in stored["rows"] if row[0] not in stale]
    rows += [[numbers[path], found] for path, found in new.rows.items()]
    return {**columns.data, "rows": rows}


class _Columns:
    """The columns of an index, as ``encode_index`` makes them."""

    def __init__(self, stored: Mapping[str, Any], base: str) -> None:
        listed = ("paths", "root_sets", "names", *_COLUMNS)
        self.data: dict[str, list[Any]] = {name: list(stored[name]) for name in listed}
        self._base = base
        self._paths = all_absolute(self.data["paths"], base)
        self.number = {path: at for at, path in enumerate(self._paths)}
        self._names = {name: at for at, name in enumerate(self.data["names"])}
        sets = (tuple(all_absolute(roots, base)) for roots in self.data["root_sets"])
        self._root_sets = {roots: at for at, roots in enumerate(sets)}

    def node(self, path: str) -> Node | None:
        """The module at *path*."""
        at = self.number.get(path)
        if at is None:
            return None
        text, stamp, roots, python, flat, searches = (self.data[name][at] for name in _COLUMNS)
        names, paths, every = self.data["names"], self._paths, list(self._root_sets)
        targets = (None if found < 0 else paths[found] for found in flat[1::2])
        return Node(
            text, stamp, None if roots < 0 else every[roots], python,
            dict(zip((names[name] for name in flat[::2]), targets, strict=True)),
            dict(zip((names[name] for name in searches[::2]), searches[1::2], strict=True)),
        )  # fmt: skip

    def put(self, nodes: Mapping[str, Node]) -> None:
        """Let the modules *nodes* be so."""
        data = self.data
        for path in nodes:
            if path not in self.number:
                self.number[path] = len(data["paths"])
                data["paths"].append(relative(path, self._base))
                for name in _COLUMNS:
                    data[name].append(None)
        for path, node in nodes.items():
            values = (
                node.text, node.stamp, self._root_set(node.roots), node.python,
                self._flat((name, self._target(to)) for name, to in node.look_ups.items()),
                self._flat(node.searches.items()),
            )  # fmt: skip
            for name, value in zip(_COLUMNS, values, strict=True):
                data[name][self.number[path]] = value

    def reaching(self, paths: set[str]) -> set[int]:
        """All modules from which look-ups lead to one of *paths*, those included."""
        importers: dict[int, list[int]] = {}
        for module, flat in enumerate(self.data["look_ups"] if paths else ()):
            for target in flat[1::2]:
                importers.setdefault(target, []).append(module)
        return reaching({self.number[path] for path in paths}, importers)

    def _target(self, path: str | None) -> int:
        return self.number.get(path, _NONE) if path else _NONE

    def _flat(self, pairs: Iterable[tuple[str, Any]]) -> list[Any]:
        flat: list[Any] = []
        for name, value in pairs:
            if name not in self._names:
                self._names[name] = len(self.data["names"])
                self.data["names"].append(name)
            flat += (self._names[name], value)
        return flat

    def _root_set(self, roots: tuple[str, ...] | None) -> int:
        if roots is None:
            return _NONE
        if roots not in self._root_sets:
            self._root_sets[roots] = len(self._root_sets)
            self.data["root_sets"].append([relative(root, self._base) for root in roots])
        return self._root_sets[roots]
