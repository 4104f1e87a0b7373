"""Which names stubs mark, over all stubs: a cheap reason not to ask what a call calls.

``marked.json`` lists, for each marker, the names of the functions and classes that have it in a
stub of ours, whatever their module. ``python -m flake8_asyncpitfalls.stubs.marked`` writes it anew;
a test keeps it in step with the stubs. The user's own stubs are looked through when first needed.
"""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from flake8_asyncpitfalls.stubs import STUB_FOLDER
from flake8_asyncpitfalls.stubs.markers import MARKERS

INDEX = STUB_FOLDER / "marked.json"
_CONSTRUCTORS = ("__init__", "__new__", "__call__")
Names = dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def names_by_marker(folders: tuple[str, ...] = ()) -> Names:
    """For each marker the names that have it in our stubs or in those of the user's *folders*."""
    names: Names = {marker: frozenset(found) for marker, found in json.loads(_index()).items()}
    for marker, found in scan(folders).items() if folders else ():
        names[marker] = names.get(marker, frozenset()) | found
    return names


def scan(folders: Iterable[str | Path]) -> Names:
    """For each marker the names that have it in the stubs under *folders*.

    A class counts as marked by its constructor too, and a subclass or an alias as what it is of.
    """
    marked: defaultdict[str, set[str]] = defaultdict(set)
    others: defaultdict[str, set[str]] = defaultdict(set)
    for folder in folders:
        for path in Path(folder).rglob("*.pyi"):
            try:
                tree = ast.parse(path.read_bytes())
            except (OSError, SyntaxError, ValueError):
                continue
            _note(tree, marked, others)
    for names in marked.values():
        todo = list(names)
        while todo:
            new = others[todo.pop()] - names
            names.update(new)
            todo += new
    return {marker: frozenset(names) for marker, names in marked.items()}


def _note(tree: ast.Module, marked: dict[str, set[str]], others: dict[str, set[str]]) -> None:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for marker in _markers_of(node):
                    marked[marker].add(node.name)
            case ast.ClassDef():
                _note_class(node, marked, others)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                others[_last_name(value)].add(name)
            case ast.ImportFrom():
                for alias in node.names:
                    others[alias.name].add(alias.asname or alias.name)


def _note_class(
    node: ast.ClassDef, marked: dict[str, set[str]], others: dict[str, set[str]]
) -> None:
    made_by = [stmt for stmt in node.body if getattr(stmt, "name", "") in _CONSTRUCTORS]
    for definition in (node, *made_by):
        for marker in _markers_of(definition):
            marked[marker].add(node.name)
    for base in node.bases:
        others[_last_name(base)].add(node.name)


def _markers_of(definition: ast.AST) -> Iterator[str]:
    for decorator in getattr(definition, "decorator_list", ()):
        name = _last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name in MARKERS:
            yield name


def _last_name(expr: ast.expr) -> str:
    return expr.attr if isinstance(expr, ast.Attribute) else getattr(expr, "id", "")


def _index() -> str:
    return INDEX.read_text(encoding="ascii")


def index_text() -> str:
    """What ``marked.json`` must hold for the stubs as they are."""
    names = {marker: sorted(found) for marker, found in sorted(scan([STUB_FOLDER]).items())}
    return json.dumps(names, indent=0) + "\n"


if __name__ == "__main__":
    INDEX.write_text(index_text(), encoding="ascii")
