"""Our own stubs, parsed a definition at a time.

Parsing the whole stub of a large library costs more than checking a file that calls two of its
functions. What stands at the top level is found by its indentation; the inside of a function or
class is parsed when somebody first looks at it, and the same goes for the methods of a class.
Only for text that is laid out as our stubs are, which a test holds: every statement starts on a
line of its own, definitions stand in no ``if``, and no string has lines that look like code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls.semantics.source import Source, parse_module

_INDENT = 4
_START = rb"(?:(@)|(async )?def (\w+)|(class) (\w+)|[^\s#)\]}])"
_STARTS = [re.compile(b"^" + b" " * depth * _INDENT + _START, re.MULTILINE) for depth in range(4)]
"""What starts a statement at each depth of nesting: a decorator, a function, a class, another."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One definition: *start* and *end* in bytes, decorators included, and their 1-based *line*."""

    kind: type[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]
    name: str
    start: int
    end: int
    line: int
    def_line: int

    def late_node(self, depth: int) -> ast.stmt:
        """The definition's node without anything in it."""
        make: Any = self.kind
        node: ast.stmt
        if self.kind is ast.ClassDef:
            node = make(name=self.name, bases=[], keywords=[], body=[], decorator_list=[])
        else:
            node = make(name=self.name, args=None, body=[], decorator_list=[])
        node.lineno, node.col_offset = self.def_line, depth * _INDENT
        return node


def read_outline(path: Path) -> Source:
    """The stub of ours at *path*, its definitions to be parsed late; raises OSError, SourceError."""
    data = path.read_bytes()
    source = Source(str(path), data, ast.Module([], []))
    blocks = list(_blocks(data, 0, len(data), 1, 0))
    tree = parse_module(str(path), _without(data, 0, len(data), blocks))
    source.tree.body = _merged(tree.body, blocks, source, 0)
    return source


def _blocks(data: bytes, start: int, end: int, line: int, depth: int) -> Iterator[_Block]:
    """The definitions in a part of *data* that stand at *depth*; *line* is that of *start*."""
    begun: re.Match[bytes] | None = None
    first, first_line, def_line = start, line, line
    position = start
    is_decorated = False
    for match in _STARTS[depth].finditer(data, start, end):
        line += data.count(b"\n", position, match.start())
        position = match.start()
        if begun is not None:
            yield _block(begun, first, position, first_line, def_line)
            begun = None
        if not is_decorated:
            first, first_line = position, line
        is_decorated = bool(match[1])
        if match[3] or match[5]:
            begun, def_line = match, line
    if begun is not None:
        yield _block(begun, first, end, first_line, def_line)


def _block(match: re.Match[bytes], start: int, end: int, line: int, def_line: int) -> _Block:
    kind = ast.ClassDef if match[5] else ast.AsyncFunctionDef if match[2] else ast.FunctionDef
    name = (match[5] or match[3]).decode()
    return _Block(kind, name, start, end, line, def_line)


def _without(data: bytes, start: int, end: int, blocks: list[_Block]) -> bytes:
    """That part of *data* with *blocks* taken out, every other line where it was."""
    pieces = []
    for block in blocks:
        pieces += [data[start : block.start], b"\n" * data.count(b"\n", block.start, block.end)]
        start = block.end
    return b"".join([*pieces, data[start:end]])


def _merged(
    body: list[ast.stmt], blocks: list[_Block], source: Source, depth: int
) -> list[ast.stmt]:
    """The statements of *body* and the definitions, in the order of the text."""
    nodes = []
    for block in blocks:
        node = block.late_node(depth)
        source.late[node] = partial(_fill, node, block, source, depth)
        nodes.append(node)
    return sorted([*body, *nodes], key=lambda stmt: stmt.lineno) if body else nodes


def _fill(node: ast.stmt, block: _Block, source: Source, depth: int) -> None:
    """Parse the text of a definition into its *node*; the definitions of a class stay late."""
    inner: list[_Block] = []
    if block.kind is ast.ClassDef and depth + 1 < len(_STARTS):
        inner = list(_blocks(source.data, block.start, block.end, block.line, depth + 1))
    text = _without(source.data, block.start, block.end, inner)
    if inner:
        text += b"\n" + b" " * (depth + 1) * _INDENT + b"pass\n"
    outer = b"".join(b" " * level * _INDENT + b"if 1:\n" for level in range(depth))
    tree = parse_module(source.path, b"\n" * (block.line - 1 - depth) + outer + text)
    body: list[ast.stmt] = tree.body
    for _ in range(depth):
        body = body[0].body  # type: ignore[attr-defined]
    vars(node).update(vars(body[0]))
    if inner:
        found: ast.ClassDef = node  # type: ignore[assignment]
        found.body = _merged(found.body[:-1], inner, source, depth + 1)
