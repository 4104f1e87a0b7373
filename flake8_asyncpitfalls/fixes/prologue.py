"""Where new lines at the top of a module go: imports in their block, and what comes after them."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_asyncpitfalls.fixes.imports import NewImport
    from flake8_asyncpitfalls.fixes.text import FileText

_IMPORTS = (ast.Import, ast.ImportFrom)
_HEADER_LINE = re.compile(rb"#!|[ \t\f]*#.*?coding[:=]")


@dataclass(frozen=True, slots=True)
class Insertion:
    """*code* on a line of its own at *offset*, before statement *index* of the module.

    *blank_before* and *blank_after*: an empty line sets it apart. *rank* orders what is inserted
    at one offset.
    """

    offset: int
    rank: tuple[int, str]
    index: int
    code: str
    blank_before: bool = False
    blank_after: bool = False


def insert_import(new: NewImport, before: int, tree: ast.Module, text: FileText) -> Insertion:
    """Where ``new.code`` goes so that it runs before statement *before* (0-based) of the module."""
    sections = _sections(tree, before, text)
    kind = _kind(new.module)
    same = [section for section in sections if kind in {_kind_of(tree.body[i]) for i in section}]
    if same:
        return _in_section(new, same[0], tree, text)
    earlier = [s for s in sections if _kind_of(tree.body[s[0]]) < kind]
    if earlier:
        return _after(new.code, earlier[-1][-1], tree, text, blank_before=True)
    if sections:
        return _at(new.code, sections[0][0], tree, text, blank_after=True)
    return _without_imports(new.code, tree, text)


def insert_after_imports(code: str, tree: ast.Module, text: FileText) -> Insertion:
    """Where *code* goes so that it follows the imports at the top of the module."""
    last = _leading(tree) - 1
    for index, stmt in enumerate(tree.body):
        if isinstance(stmt, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            break
        if isinstance(stmt, _IMPORTS) or _is_guarded_import(stmt):
            last = index
    if last < 0:
        return _without_imports(code, tree, text, rank=1)
    return _after(code, last, tree, text, blank_before=True, rank=1)


def rendered(insertions: Iterable[Insertion], text: FileText) -> bytes:
    """The bytes for *insertions* at one offset, which must be in order."""
    items = list(insertions)
    newline = text.newline
    offset = items[0].offset
    is_open = offset and text.source[offset - 1 : offset] not in (b"\n", b"\r")
    parts = [newline] if is_open else []
    for item in items:
        if item.blank_before and (item is items[0] or item.rank[0]):
            parts.append(newline)
        parts += [item.code.encode("utf-8"), newline]
    if any(item.blank_after for item in items):
        parts.append(newline)
    return b"".join(parts)


def _leading(tree: ast.Module) -> int:
    """The number of statements that must stay first: the docstring and the future imports."""
    count = 0
    for stmt in tree.body:
        is_docstring = count == 0 and ast.get_docstring(tree, clean=False) is not None
        is_future = isinstance(stmt, ast.ImportFrom) and stmt.module == "__future__"
        if not (is_docstring or is_future):
            break
        count += 1
    return count


def _sections(tree: ast.Module, before: int, text: FileText) -> list[list[int]]:
    """The runs of import statements without an empty line or other code between them, by index."""
    sections: list[list[int]] = []
    for index in range(_leading(tree), min(before, len(tree.body))):
        stmt = tree.body[index]
        if not isinstance(stmt, _IMPORTS):
            continue
        if sections and sections[-1][-1] == index - 1 and _is_adjacent(tree, index, text):
            sections[-1].append(index)
        else:
            sections.append([index])
    return sections


def _is_adjacent(tree: ast.Module, index: int, text: FileText) -> bool:
    start = text.line_end(_end(tree.body[index - 1], text), with_newline=True)
    between = text.source[start : _start(tree.body[index], text)]
    return all(line.strip() for line in between.splitlines())


def _in_section(
    new: NewImport, section: Sequence[int], tree: ast.Module, text: FileText
) -> Insertion:
    """Sorted among the statements of its form, or last of them where they are not sorted."""
    is_from = bool(new.name)
    forms = [isinstance(tree.body[index], ast.ImportFrom) for index in section]
    if forms == sorted(forms):
        peers = [i for i, form in zip(section, forms, strict=True) if form == is_from]
    else:
        peers = list(section)  # both forms mixed, as isort's force_sort_within_sections has it
    if not peers:
        edge = section[-1] if is_from else section[0]
        place = _after if is_from else _at
        return place(new.code, edge, tree, text)
    keys = [_sort_key(tree.body[index]) for index in peers]
    if keys == sorted(keys):
        for index, key in zip(peers, keys, strict=True):
            if key > _key(new.module):
                return _before_statement(new.code, index, tree, text)
    return _after(new.code, peers[-1], tree, text)


def _sort_key(stmt: ast.stmt) -> tuple[str, str]:
    if isinstance(stmt, ast.Import):
        return _key(stmt.names[0].name)
    assert isinstance(stmt, ast.ImportFrom)
    return _key("." * stmt.level + (stmt.module or ""))


def _key(module: str) -> tuple[str, str]:
    return module.lower(), module


def _kind(module: str) -> int:
    """The rank of a module's section: standard library 0, installed 1, relative 2."""
    return 0 if module.partition(".")[0] in sys.stdlib_module_names else 1


def _kind_of(stmt: ast.stmt) -> int:
    if isinstance(stmt, ast.ImportFrom):
        return 2 if stmt.level else _kind(stmt.module or "")
    assert isinstance(stmt, ast.Import)
    return _kind(stmt.names[0].name)


def _before_statement(code: str, index: int, tree: ast.Module, text: FileText) -> Insertion:
    """Right after the statement before when that is an import too: comments stay with their own."""
    if index and isinstance(tree.body[index - 1], _IMPORTS) and _is_adjacent(tree, index, text):
        return _after(code, index - 1, tree, text)
    return _at(code, index, tree, text)


def _at(
    code: str, index: int, tree: ast.Module, text: FileText, *, blank_after: bool = False
) -> Insertion:
    """On a line before the line of statement *index*."""
    start = _start(tree.body[index], text)
    while index and text.line_at(_end(tree.body[index - 1], text)) == text.line_at(start):
        index -= 1
        start = _start(tree.body[index], text)
    offset = text.line_starts[text.line_at(start) - 1]
    return Insertion(offset, (0, code), index, code, blank_after=blank_after)


def _after(
    code: str,
    index: int,
    tree: ast.Module,
    text: FileText,
    *,
    blank_before: bool = False,
    rank: int = 0,
) -> Insertion:
    """On a line after the last line of statement *index*."""
    end = _end(tree.body[index], text)
    for later in tree.body[index + 1 :]:
        if text.line_at(_start(later, text)) != text.line_at(end):
            break
        index, end = index + 1, _end(later, text)
    offset = text.line_end(end, with_newline=True)
    return Insertion(offset, (rank, code), index + 1, code, blank_before)


def _without_imports(code: str, tree: ast.Module, text: FileText, *, rank: int = 0) -> Insertion:
    """After the docstring and the future imports, or after the comments that open the file."""
    leading = _leading(tree)
    if leading:
        placed = _after(code, leading - 1, tree, text, blank_before=True, rank=rank)
        offset, index = placed.offset, placed.index
    else:
        offset, index = _after_header(text), 0
    following = text.source[offset : text.line_end(offset, with_newline=False)]
    return Insertion(offset, (rank, code), index, code, bool(leading), bool(following.strip()))


def _after_header(text: FileText) -> int:
    """The end of the comments that open the file, if an empty line follows; else of its cookie."""
    cookie = end = 0
    for number, start in enumerate(text.line_starts):
        line = text.source[start : text.line_end(start, with_newline=True)]
        if not line.strip():
            return end
        if not line.lstrip().startswith(b"#"):
            return cookie
        end = start + len(line)
        if number < 2 and _HEADER_LINE.match(line):
            cookie = end
    return cookie


def _is_guarded_import(stmt: ast.stmt) -> bool:
    if not isinstance(stmt, (ast.If, ast.Try)):
        return False
    return any(isinstance(inner, _IMPORTS) for inner in stmt.body)


def _start(stmt: ast.stmt, text: FileText) -> int:
    start = text.offset(stmt.lineno, stmt.col_offset)
    for decorator in getattr(stmt, "decorator_list", ())[:1]:
        start = text.offset(decorator.lineno, 0)
    return start


def _end(stmt: ast.stmt, text: FileText) -> int:
    assert stmt.end_lineno is not None
    assert stmt.end_col_offset is not None
    return text.offset(stmt.end_lineno, stmt.end_col_offset)
