"""Imports that fixes made unused are taken out; those that were unused before are not ours."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.file_text import FileText, Replacement, Splice, parse
from flake8_asyncpitfalls.fixes.text.fragment import has_own_lines
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.fixes.result import Lint

_IMPORTS = (ast.Import, ast.ImportFrom)
_TYPE_COMMENT = re.compile(rb"#[ \t]*type:[^\r\n]*")
_WORD = re.compile(r"\w+")
_NO_ATTRIBUTE = re.compile(rb"(?<![.\w])(?:[^\W\d]|[^\x00-\x7f])(?:\w|[^\x00-\x7f])*")
_IMPORT = re.compile(rb"(?m)(?:^|[;:])[ \t]*(?:from|import)\b(?:\([^)]*\)|\\\r?\n|[^\n\\(])*")


def without_unused_imports(
    path: str,
    before: bytes,
    after: bytes,
    lint: Lint,
    stay: Callable[[set[str]], set[str]] = lambda _: set(),
) -> bytes:
    """*after*, the fixed bytes of the file *path*, without imports that only *before* used.

    *stay* is asked which of some names others need, and must stay.

    An import stays when it may be there for others: in an ``__init__.py``, unless it is one of a module of
    Python's own (``import time``), named in ``__all__``, written ``as`` its own name, with a comment
    (``# noqa``), in a ``try`` or as a block's only statement; and when its removal would change what
    *lint* finds.
    """
    if before == after:
        return after
    try:
        old, text = FileText.of_data(before), FileText.of_data(after)
        if not _may_be_unused(old.source, text.source):
            return after
        names = _unused(text) & _used(old)
        if os.path.basename(path) == "__init__.py":
            names &= _standard(text)
        names -= stay(names) if names else names
        result = _without(names, text) if names else after
    except RefusedError:
        return after
    is_same = result == after or _codes(lint(result)) == _codes(lint(after))
    return result if is_same else after


def _may_be_unused(before: bytes, after: bytes) -> bool:
    """Whether a word of an import stands less often in *after*, not counting attributes.

    Most fixes take no use of an import away, and then nobody need parse the texts for it.
    """
    counts = Counter(_NO_ATTRIBUTE.findall(before))
    counts.subtract(_NO_ATTRIBUTE.findall(after))
    imports = b" ".join(match[0] for match in _IMPORT.finditer(before))
    return any(counts[word] > 0 for word in _NO_ATTRIBUTE.findall(imports))


def _codes(findings: list[Finding]) -> Counter[str]:
    return Counter(finding.code for finding in findings)


def _used(text: FileText) -> set[str]:
    """The names that the file reads, also in annotations that are strings and in ``__all__``."""
    names = set()
    for node in ast.walk(text.tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            names.update(node.names)
    for string in _telling_strings(text):
        names.update(_WORD.findall(string))
    for comment in _TYPE_COMMENT.findall(text.source):
        names.update(_WORD.findall(comment.decode("utf-8")))
    return names


def _telling_strings(text: FileText) -> Iterator[str]:
    """The strings that may name what is imported: in annotations, subscripts, calls, __all__."""
    has_all = b"__all__" in text.source
    for node in ast.walk(text.tree):
        parts: list[ast.AST | None] = []
        match node:
            case ast.arg(annotation=annotation) | ast.AnnAssign(annotation=annotation):
                parts = [annotation]
            case ast.FunctionDef(returns=returns) | ast.AsyncFunctionDef(returns=returns):
                parts = [returns]
            case ast.Subscript(slice=index):
                parts = [index]
            case ast.Call(func=ast.Name(id="cast" | "TypeVar" | "NewType" | "eval" | "exec")):
                parts = [*node.args]
            case ast.Assign() | ast.AugAssign() if has_all and "__all__" in unparsed(node):
                parts = [node.value]
        for part in parts:
            yield from _strings(part)


def _strings(part: ast.AST | None) -> Iterator[str]:
    for node in ast.walk(part) if part is not None else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _unused(text: FileText) -> set[str]:
    """The names that only imports of the file bind, and that it does not read."""
    imported = {
        _bound(alias)
        for node in ast.walk(text.tree)
        if isinstance(node, _IMPORTS)
        for alias in node.names
    }
    defined = {
        node.name
        for node in ast.walk(text.tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    return imported - _used(text) - defined


def _standard(text: FileText) -> set[str]:
    """The modules of Python's own that the file imports by their names: no package is asked for those."""
    plain = (node for node in ast.walk(text.tree) if isinstance(node, ast.Import))
    names = {alias.name for node in plain for alias in node.names if alias.asname is None}
    return names & sys.stdlib_module_names


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _without(names: set[str], text: FileText) -> bytes:
    """The bytes of the file without its imports of *names*, as far as they may go."""
    found = [
        (stmt, block, is_optional)
        for block, is_optional in _blocks(text.tree)
        for stmt in block
        if isinstance(stmt, _IMPORTS) and any(_bound(alias) in names for alias in stmt.names)
    ]
    kept = {
        _bound(alias)
        for stmt, block, is_optional in found
        if is_optional or not _may_go(stmt, block, names, text)
        for alias in stmt.names
    }
    changes = [_removal(stmt, names - kept, text) for stmt, _, _ in found]
    result = Splice(text.source, [change for change in changes if change is not None])
    new = FileText(result.source, text.encoding)
    _check(text.tree, new.tree, names - kept)
    return new.data


def _blocks(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], bool]]:
    """Every list of statements, and whether it stands in a ``try``, which imports may be for."""
    stack: list[tuple[ast.AST, bool]] = [(tree, False)]
    while stack:
        node, is_optional = stack.pop()
        is_optional = is_optional or isinstance(node, (ast.Try, ast.TryStar))
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                yield block, is_optional
        stack += ((child, is_optional) for child in ast.iter_child_nodes(node))


def _may_go(
    stmt: ast.Import | ast.ImportFrom, block: list[ast.stmt], names: set[str], text: FileText
) -> bool:
    start, end = text.range_of_node(stmt)
    line = text.source[start : text.line_end(end, with_newline=False)]
    if b"#" in line or b"\\" in line or not has_own_lines(stmt, text):
        return False
    if isinstance(stmt, ast.ImportFrom) and stmt.module == "__future__":
        return False
    if any(alias.asname == alias.name for alias in stmt.names):
        return False
    is_whole = all(_bound(alias) in names for alias in stmt.names)
    others = [other for other in block if not isinstance(other, _IMPORTS)]
    return not is_whole or bool(others)


def _removal(
    stmt: ast.Import | ast.ImportFrom, names: set[str], text: FileText
) -> Replacement | None:
    """What replaces *stmt*, or its lines when nothing of it is left."""
    left = [alias for alias in stmt.names if _bound(alias) not in names]
    if len(left) == len(stmt.names):
        return None
    start, end = text.range_of_node(stmt)
    if left:
        first, last = stmt.names[0], stmt.names[-1]
        return _fewer(text.range_of_node(first)[0], text.range_of_node(last)[1], left, stmt, text)
    first_line = text.line_starts[text.line_at(start) - 1]
    return _with_blank_lines(first_line, text.line_end(end, with_newline=True), text)


def _fewer(
    start: int,
    end: int,
    left: list[ast.alias],
    stmt: ast.Import | ast.ImportFrom,
    text: FileText,
) -> Replacement:
    """The names *left*, between *start* and *end*, laid out as all were."""
    separator = b", "
    if len(stmt.names) > 1:
        ends = text.range_of_node(stmt.names[0])[1]
        separator = text.source[ends : text.range_of_node(stmt.names[1])[0]]
    parts = []
    for alias in left:
        first, last = text.range_of_node(alias)
        parts.append(text.source[first:last])
    return Replacement(start, end, separator.join(parts))


def _with_blank_lines(start: int, end: int, text: FileText) -> Replacement:
    """The removal of the lines from *start* to *end*, and of the fewer blank lines around them."""
    source = text.source
    before, after = start, end
    while before and not _line_before(before, text).strip():
        before = text.line_starts[text.line_at(before - 1) - 1]
    while (
        after < len(source) and not source[after : text.line_end(after, with_newline=True)].strip()
    ):
        after = text.line_end(after, with_newline=True)
    is_apart = (before < start or start == 0) and (after > end or end == len(source))
    if not is_apart:
        return Replacement(start, end, b"")
    lines_before = source[before:start].count(b"\n")
    lines_after = source[end:after].count(b"\n")
    if start == 0 or lines_before > lines_after:
        return Replacement(start, after, b"")
    return Replacement(before, end, b"")


def _line_before(offset: int, text: FileText) -> bytes:
    start = text.line_starts[text.line_at(offset - 1) - 1]
    return text.source[start:offset]


def _check(old: ast.Module, new: ast.Module, names: set[str]) -> None:
    """Raise RefusedError unless *new* is *old* without the imports of *names*."""
    tree = parse(unparsed(old))
    for block, _ in _blocks(tree):
        for stmt in list(block):
            if isinstance(stmt, _IMPORTS):
                stmt.names = [alias for alias in stmt.names if _bound(alias) not in names]
                if not stmt.names:
                    block.remove(stmt)
    if ast.dump(tree) != ast.dump(parse(unparsed(new))):
        raise RefusedError("the text without the imports would mean something else")
