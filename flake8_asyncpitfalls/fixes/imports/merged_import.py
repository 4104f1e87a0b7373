"""A name that joins others that are imported out of its module: ``from x import a, b``.

It does where the statement has room for it in the project's line length and says nothing else, no
comment and no further statement. Where not, an import of its own is put beside it.
"""

from __future__ import annotations

import ast
import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.text.fragment import has_own_lines
from flake8_asyncpitfalls.fixes.text.made_trees import statements_of
from flake8_asyncpitfalls.semantics.project.resolver import module_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_asyncpitfalls.fixes.imports.references import NewImport
    from flake8_asyncpitfalls.fixes.text.file_text import FileText


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """*name* as number *position* of the names of statement *index*: *code* at *offset*."""

    offset: int
    position: int
    name: str
    index: int
    code: str


def merge_import(new: NewImport, before: int, tree: ast.Module, text: FileText) -> Merge | None:
    """How *new* joins an import of the module's level before statement *before*; None if it cannot."""
    if not new.name:
        return None
    for index, stmt in enumerate(tree.body[:before]):
        if isinstance(stmt, ast.ImportFrom) and _module_of(stmt, new.module, text) == new.module:
            merge = _into(stmt, index, new.name, text)
            if merge is not None:
                return merge
    return None


def _module_of(stmt: ast.ImportFrom, wanted: str, text: FileText) -> str:
    """The module that *stmt* takes names from; of one relative to *text* only if it may be *wanted*."""
    module = stmt.module or ""
    if not stmt.level or not text.path:
        return "" if stmt.level else module
    is_like_it = f".{wanted}".endswith(f".{module}") if module else True
    return module_name(text.path).absolute(stmt) if is_like_it else ""


def with_merges(body: Sequence[ast.stmt], merges: Iterable[Merge]) -> list[ast.stmt]:
    """*body* with the names of *merges* in their statements; those are made anew."""
    result = list(body)
    for merge in sorted(merges, key=lambda merge: (merge.position, merge.name), reverse=True):
        stmt = result[merge.index]
        assert isinstance(stmt, ast.ImportFrom)
        names = [*stmt.names]
        names.insert(merge.position, ast.alias(merge.name))
        made = ast.ImportFrom(stmt.module, names, stmt.level)
        result[merge.index : merge.index + 1] = statements_of(unparsed(made))
    return result


def _into(stmt: ast.ImportFrom, index: int, name: str, text: FileText) -> Merge | None:
    start, end = text.range_of_node(stmt)
    code = text.source[start : text.line_end(end, with_newline=False)]
    if b"#" in code or b"\\" in code or not has_own_lines(stmt, text):
        return None
    if stmt.names[0].name == "*":
        return None
    position = _position(name, [alias.name for alias in stmt.names])
    ranges = [text.range_of_node(alias) for alias in stmt.names]
    last = ranges[-1][1]
    has_comma = text.source[last:end].lstrip().startswith(b",")
    separator = ", "
    if len({text.line_at(place) for place, _ in ranges}) == len(ranges) and b"\n" in code:
        # Each name has a line of its own.
        separator = f",{text.newline.decode('ascii')}{_indent_of(ranges[-1][0], text)}"
    if position < len(ranges):
        offset, added = ranges[position][0], f"{name}{separator}"
    elif has_comma:
        offset = text.source.index(b",", last) + 1
        added = f"{separator[1:]}{name},"
    else:
        offset, added = last, f"{separator}{name}"
    merge = Merge(offset, position, name, index, added)
    return merge if "\n" in separator or _has_room(merge, text) else None


def _indent_of(offset: int, text: FileText) -> str:
    """The white space before *offset*; of a name behind a bracket, as much as stands there."""
    before = text.before_on_line(offset).decode("utf-8")
    return "".join(char if char == "\t" else " " for char in before)


def _has_room(merge: Merge, text: FileText) -> bool:
    line = text.before_on_line(merge.offset).decode("utf-8")
    rest = text.source[merge.offset : text.line_end(merge.offset, with_newline=False)]
    return len(line) + len(rest.decode("utf-8")) + len(merge.code) <= text.width


def _position(name: str, names: list[str]) -> int:
    """Where *name* goes among *names* in the order that they have; at the end if they have none."""
    for order in (_by_kind, _by_letters):
        keys = [order(one) for one in names]
        if keys == sorted(keys):
            return bisect.bisect(keys, order(name))
    return len(names)


def _by_kind(name: str) -> tuple[int, str]:
    """The order of most sorters: constants, classes, functions."""
    if name.isupper() and len(name) > 1:
        return 0, name.lower()
    return (1 if name[:1].isupper() else 2), name.lower()


def _by_letters(name: str) -> tuple[int, str]:
    return 0, name.lower()
