"""Where new lines at the top of a module go: imports in their block, and what comes after them."""

from __future__ import annotations

import ast
import bisect
import os
import re
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_asyncpitfalls.fixes.imports.references import NewImport
    from flake8_asyncpitfalls.fixes.text.file_text import FileText

_IMPORTS = (ast.Import, ast.ImportFrom)
_DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_DEFINITIONS = (b"def ", b"async def ", b"class ", b"@")
_HEADER_LINE = re.compile(rb"#!|[ \t\f]*#.*?coding[:=]")


class TopLevel(NamedTuple):
    """A statement for the top of a module, *beside* that which makes the variable, if it is there."""

    code: str
    beside: str


@dataclass(frozen=True, slots=True, order=True)
class NewLine:
    """A statement for the top of a module; *kind* is its section, and lines sort as they stand."""

    kind: int
    is_from: bool
    code: str


@dataclass(frozen=True, slots=True, order=True)
class Insertion:
    """*line* at *offset*, before statement *index* of the module.

    *blank_before* and *blank_after* count the empty lines that set it apart. *section* is the first
    statement of the run of imports that it joins; -1 for none.
    """

    offset: int
    line: NewLine
    index: int
    blank_before: int = 0
    blank_after: int = 0
    section: int = -1


_STANDARD, _INSTALLED, _FIRST_PARTY, _RELATIVE, _NO_IMPORT = range(5)
_MOST_FOLDERS = 10


def insert_import(new: NewImport, before: int, tree: ast.Module, text: FileText) -> Insertion:
    """Where ``new.code`` goes so that it runs before statement *before* (0-based) of the module."""
    sections = _sections(tree, before, text)
    line = NewLine(_kind(new.module, text), bool(new.name), new.code)
    kinds = [(section, [_kind_of(tree.body[i], text) for i in section]) for section in sections]
    same = [(section, of) for section, of in kinds if line.kind in of]
    if same:
        # Rather one that is mostly of its kind; in one of several kinds that is not sorted, beside its own.
        mostly = (one for one in same if 2 * one[1].count(line.kind) >= len(one[1]))
        section, of = next(mostly, same[0])
        own = [index for index, kind in zip(section, of, strict=True) if kind == line.kind]
        peers = section if _is_sorted(section, tree) else own
        placed = _in_section(line, _key(new.module), peers, tree, text)
        return replace(placed, section=section[0])
    earlier = [s for s in sections if _kind_of(tree.body[s[0]], text) < line.kind]
    if earlier:
        return _after(line, earlier[-1][-1], tree, text, blank_before=1)
    if sections:
        return _at(line, sections[0][0], tree, text, blank_after=1)
    return _without_imports(line, tree, text)


def insert_after_imports(new: TopLevel, before: int, tree: ast.Module, text: FileText) -> Insertion:
    """Where *new* goes so that it follows the imports, and runs before statement *before* (0-based)."""
    is_function = new.code.startswith("def ")
    line = NewLine(_NO_IMPORT + is_function, is_from=False, code=new.code)
    last = _last_import(tree, before)
    made = next((i for i, stmt in enumerate(tree.body) if new.beside in _assigned(stmt)), -1)
    if made >= 0:
        last = made
    elif last < 0:
        return _without_imports(line, tree, text)
    else:
        # Variables of the module stand together, behind its imports.
        while last + 1 < before and _is_of_variables(tree.body[last], tree.body[last + 1]):
            last += 1
    is_apart = is_function or isinstance(_last_inside(tree.body[last]), _DEFINING)
    placed = _after(line, last, tree, text, blank_before=2 if is_apart else 1)
    return replace(placed, blank_after=_missing_below(placed, is_function, text))


def _last_import(tree: ast.Module, before: int) -> int:
    """The last of the statements at the top of the module, ahead of *before*, that imports something."""
    last = _leading(tree) - 1
    for index, stmt in enumerate(tree.body[:before]):
        if isinstance(stmt, _DEFINING):
            break
        if isinstance(stmt, _IMPORTS) or _is_guarded_import(stmt):
            last = index
    return last


def _assigned(stmt: ast.stmt) -> list[str]:
    """The variables that *stmt* does nothing but assign to."""
    match stmt:
        case ast.Assign(targets=targets) if all(isinstance(one, ast.Name) for one in targets):
            return [one.id for one in targets if isinstance(one, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _is_of_variables(previous: ast.stmt, stmt: ast.stmt) -> bool:
    """Whether *stmt* makes a variable, or stands with the *previous* that does: a docstring, call or if."""
    if _assigned(stmt) or _asks_for(stmt, _assigned(previous)):
        return True
    match stmt:
        case ast.Expr(value=ast.Constant(value=str())):
            return bool(_assigned(previous))
        case ast.Expr(value=ast.Call()):
            return bool(_assigned(previous)) and stmt.lineno == (previous.end_lineno or 0) + 1
    return False


def _asks_for(stmt: ast.stmt, names: Sequence[str]) -> bool:
    """Whether *stmt* is an ``if`` that asks for one of *names*, and defines nothing."""
    if not names or not isinstance(stmt, ast.If):
        return False
    asked = {node.id for node in ast.walk(stmt.test) if isinstance(node, ast.Name)}
    is_plain = not any(isinstance(node, _DEFINING) for node in ast.walk(stmt))
    return is_plain and not asked.isdisjoint(names)


def _missing_below(placed: Insertion, is_function: bool, text: FileText) -> int:
    """How many empty lines are missing between *placed* and the code that follows it."""
    following = text.source[placed.offset :]
    code = following.lstrip()
    lines = following[: len(following) - len(code)].count(b"\n")
    if not code or (placed.offset and text.source[placed.offset - 1 : placed.offset] != b"\n"):
        return 0
    if is_function:
        return max(0, 2 - lines)
    if lines:
        return 0
    return 2 if code.startswith(_DEFINITIONS) else 1


def joined(insertions: Iterable[Insertion], text: FileText) -> list[Insertion]:
    """*insertions*, in order; those that take names from one module are one, where a line has room."""
    found: list[Insertion] = []
    for new in insertions:
        last = found[-1] if found else new
        both = replace(last.line, code=_with_names_of(last.line.code, new.line.code))
        is_one = new is not last and both.code != last.line.code and len(both.code) <= text.width
        if is_one and replace(new, line=last.line) == last:
            found[-1] = replace(last, line=both)
        else:
            found.append(new)
    return found


def _with_names_of(code: str, other: str) -> str:
    """The statement *code* with what *other* takes from the same module; *code* where it does not."""
    module, of_names, name = other.partition(" import ")
    is_from = module.startswith("from ") and code.startswith(module + of_names)
    return f"{code}, {name}" if is_from else code


def rendered(insertions: Sequence[Insertion], text: FileText) -> bytes:
    """The bytes for *insertions* at one offset, which must be in order."""
    newline = text.newline
    offset, last = insertions[0].offset, insertions[0]
    is_open = offset and text.source[offset - 1 : offset] not in (b"\n", b"\r")
    parts = [newline * (bool(is_open) + insertions[0].blank_before)]
    for item in insertions:
        is_same_run = item.section == last.section != -1
        if item.line.kind != last.line.kind and not is_same_run:
            parts.append(newline * (1 + (item.line.kind > _NO_IMPORT)))
        last = item
        parts += [item.line.code.encode("utf-8").replace(b"\n", newline), newline]
    parts.append(newline * max(item.blank_after for item in insertions))
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
    line: NewLine, key: tuple[str, str], section: Sequence[int], tree: ast.Module, text: FileText
) -> Insertion:
    """Sorted among the statements of its form, or last of them where they are not sorted."""
    forms = [isinstance(tree.body[index], ast.ImportFrom) for index in section]
    if forms == sorted(forms):
        peers = [i for i, form in zip(section, forms, strict=True) if form == line.is_from]
    else:
        peers = list(section)  # both forms mixed, as isort's force_sort_within_sections has it
    if not peers:
        if line.is_from:
            return _after(line, section[-1], tree, text)
        return _at(line, section[0], tree, text)
    keys = [_sort_key(tree.body[index]) for index in peers]
    if keys == sorted(keys) and keys[-1] > key:
        return _before(line, peers[bisect.bisect(keys, key)], tree, text)
    return _after(line, peers[-1], tree, text)


def _is_sorted(section: Sequence[int], tree: ast.Module) -> bool:
    """Whether the imports stand in the order of their names, those of each form or all of them."""
    by_name = [(*_sort_key(tree.body[index]), index) for index in section]
    by_form = [(isinstance(tree.body[key[-1]], ast.ImportFrom), *key) for key in by_name]
    return by_name == sorted(by_name) or by_form == sorted(by_form)


def _sort_key(stmt: ast.stmt) -> tuple[str, str]:
    if isinstance(stmt, ast.Import):
        return _key(stmt.names[0].name)
    assert isinstance(stmt, ast.ImportFrom)
    return _key("." * stmt.level + (stmt.module or ""))


def _key(module: str) -> tuple[str, str]:
    return module.lower(), module


def _kind(module: str, text: FileText) -> int:
    """The section of a module: those of the standard library first, the project's own last."""
    root = module.partition(".")[0]
    if root in sys.stdlib_module_names:
        return _STANDARD
    return _FIRST_PARTY if _is_own(root, os.path.dirname(text.path)) else _INSTALLED


@lru_cache(maxsize=1000)
def _is_own(root: str, folder: str) -> bool:
    """Whether the package or module *root* lies beside the file's *folder* or above it."""
    place = Path(folder).absolute()
    for above in (place, *place.parents)[:_MOST_FOLDERS]:
        for home in (above, above / "src"):
            if (home / f"{root}.py").is_file() or (home / root / "__init__.py").is_file():
                return True
        if (above / "pyproject.toml").is_file() or (above / ".git").exists():
            break
    return False


def _kind_of(stmt: ast.stmt, text: FileText) -> int:
    if isinstance(stmt, ast.ImportFrom):
        return _RELATIVE if stmt.level else _kind(stmt.module or "", text)
    assert isinstance(stmt, ast.Import)
    return _kind(stmt.names[0].name, text)


def _before(line: NewLine, index: int, tree: ast.Module, text: FileText) -> Insertion:
    """Right after the statement before when that is an import too: comments stay with their own."""
    if index and isinstance(tree.body[index - 1], _IMPORTS) and _is_adjacent(tree, index, text):
        return _after(line, index - 1, tree, text)
    return _at(line, index, tree, text)


def _at(
    line: NewLine, index: int, tree: ast.Module, text: FileText, *, blank_after: int = 0
) -> Insertion:
    """On a line before the line of statement *index*."""
    start = _start(tree.body[index], text)
    while index and text.line_at(_end(tree.body[index - 1], text)) == text.line_at(start):
        index -= 1
        start = _start(tree.body[index], text)
    offset = text.line_starts[text.line_at(start) - 1]
    return Insertion(offset, line, index, blank_after=blank_after)


def _after(
    line: NewLine, index: int, tree: ast.Module, text: FileText, *, blank_before: int = 0
) -> Insertion:
    """On a line after the last line of statement *index*."""
    end = _end(tree.body[index], text)
    for later in tree.body[index + 1 :]:
        if text.line_at(_start(later, text)) != text.line_at(end):
            break
        index, end = index + 1, _end(later, text)
    offset = text.line_end(end, with_newline=True)
    return Insertion(offset, line, index + 1, blank_before)


def _without_imports(line: NewLine, tree: ast.Module, text: FileText) -> Insertion:
    """After the docstring and the future imports, or after the comments that open the file."""
    leading = _leading(tree)
    if leading:
        placed = _after(line, leading - 1, tree, text)
        offset, index = placed.offset, placed.index
    else:
        offset, index = _after_header(text), 0
    following = text.source[offset : text.line_end(offset, with_newline=False)]
    blank_after = 2 if following.startswith(_DEFINITIONS) else bool(following.strip())
    is_apart = bool(text.source[:offset].strip())
    return Insertion(offset, line, index, is_apart, blank_after)


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


def _last_inside(stmt: ast.stmt) -> ast.stmt:
    """The statement that ends *stmt*, in its last block or itself."""
    while isinstance(stmt, (ast.If, ast.Try)):
        stmt = (getattr(stmt, "finalbody", []) or stmt.orelse or _last_block(stmt))[-1]
    return stmt


def _last_block(stmt: ast.If | ast.Try) -> list[ast.stmt]:
    return stmt.handlers[-1].body if isinstance(stmt, ast.Try) else stmt.body


def _start(stmt: ast.stmt, text: FileText) -> int:
    start = text.offset(stmt.lineno, stmt.col_offset)
    for decorator in getattr(stmt, "decorator_list", ())[:1]:
        start = text.offset(decorator.lineno, 0)
    return start


def _end(stmt: ast.stmt, text: FileText) -> int:
    assert stmt.end_lineno is not None
    assert stmt.end_col_offset is not None
    return text.offset(stmt.end_lineno, stmt.end_col_offset)
