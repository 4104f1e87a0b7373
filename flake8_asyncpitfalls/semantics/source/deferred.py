"""Modules parsed a definition at a time: our stubs, and what the files under check import.

Parsing the whole stub of a large library, or a module of ten thousand lines, costs more than
checking a file that calls two of its functions. What stands at the top level is found by its
indentation; the inside of a function or class is parsed when somebody first looks at it, and the
same goes for the methods of a class. Text that is laid out in any other way than usual is parsed in
one piece.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source.long_strings import long_strings
from flake8_asyncpitfalls.semantics.source.source import Source, parse_module

_INDENT = 4
_START = rb"(?![\s#)\]}])(?:(@)|(async )?def ([^\s(\[:]+)|(class) ([^\s(\[:]+)|)"
# The end of the line above is searched five times as fast as the beginning of a line.
_STARTS = [re.compile(b"\n" + b" " * depth * _INDENT + _START) for depth in range(4)]
"""What starts a statement at each depth of nesting: a decorator, a function, a class, another."""
_ODD_INDENT = re.compile(rb"\n(?: {1,3}|\t)\S")
_CODING = re.compile(rb"coding[:=]\s*(?!utf-?8)", re.IGNORECASE)
_INNER_CLASS = re.compile(rb"^[ \t\f]+class\b", re.MULTILINE)
_QUOTES = (b'"""', b"'''")
_WORTH = 20_000
"""A shorter module is parsed at once: sooner or later most of it is asked for."""


class _Block(NamedTuple):
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


class Layout:
    """Where the definitions of the text *data* stand: it is looked for once, however often it is parsed.

    *blocks* is None where the text is parsed in one piece; it always is unless it *may_be_late*.
    """

    __slots__ = ("_inner", "blocks")

    def __init__(self, data: bytes, may_be_late: bool | None = None) -> None:
        is_late = len(data) >= _WORTH and _is_usual(data) if may_be_late is None else may_be_late
        self.blocks = _definitions(data, 0, len(data), 1, 0) if is_late else None
        self._inner: dict[int, list[_Block]] = {}

    def inside(self, block: _Block, data: bytes, depth: int) -> list[_Block]:
        """The definitions of the class *block*, which stands at *depth*; none if it is parsed as a whole.

        To find them in a class of thousands of lines takes longer than to parse what is between them.
        """
        known = self._inner.get(block.start)
        if known is None:
            known = self._inner[block.start] = _inner_blocks(block, data, depth)
        return known


def read_stub(path: Path) -> Source:
    """The stub of ours at *path*, its definitions to be parsed late; raises OSError, SourceError."""
    data = path.read_bytes()
    layout = Layout(data, may_be_late=True)
    return _outlined(str(path), data, layout.blocks or [], layout)


def parse_late(path: str, data: bytes, layout: Layout | None = None) -> Source:
    """The module with the text *data*, its definitions to be parsed late where that is possible.

    *layout* is that of the text, if it is known. Raises SourceError when Python cannot parse it; a
    syntax error inside of a definition may go unnoticed, and such a definition has nothing in it.
    """
    layout = layout or Layout(data)
    if layout.blocks is not None:
        with suppress(SourceError):
            return _outlined(path, data, layout.blocks, layout)
    return Source.parse(path, data)


def _is_usual(data: bytes) -> bool:
    """UTF-8 with line feeds, and no continued line that begins like a statement."""
    if data.startswith(b"\xef\xbb\xbf") or _CODING.search(data, 0, 200):
        return False
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return False
    after = data.find(b"\\\n") + 2
    while after > 1:
        if not data[after : after + 1].isspace():
            return False
        after = data.find(b"\\\n", after) + 2
    return b"\\\r\n" not in data


def _outlined(path: str, data: bytes, blocks: list[_Block], layout: Layout) -> Source:
    source = Source(path, data, ast.Module([], []), is_whole=False)
    tree = parse_module(path, _without(data, 0, len(data), blocks))
    source.parsed_bytes = len(data) - sum(map(_size, blocks))
    source.tree.body = _merged(tree.body, blocks, source, 0, layout)
    return source


def _definitions(data: bytes, start: int, end: int, line: int, depth: int) -> list[_Block]:
    """The definitions in a part of *data*; none where nobody can tell which are inside of strings."""
    blocks = list(_blocks(data, start, end, line, depth))
    used = [quotes for quotes in _QUOTES if data.find(quotes, start, end) >= 0]
    if not used:
        return blocks
    borders = [start, *(border for block in blocks for border in (block.start, block.end)), end]
    for first, last in pairwise(borders):
        if any(data.count(quotes, first, last) % 2 for quotes in used):
            strings = long_strings(data, start, end)
            return [] if strings is None else list(_blocks(data, start, end, line, depth, strings))
    return blocks


def _blocks(
    data: bytes,
    start: int,
    end: int,
    line: int,
    depth: int,
    strings: Sequence[tuple[int, int]] = (),
) -> Iterator[_Block]:
    """The definitions in a part of *data* that stand at *depth*; *line* is that of *start*.

    What begins inside of *strings* is none.
    """
    begun: re.Match[bytes] | None = None
    first, first_line, def_line = start, line, line
    position = start
    is_decorated = False
    matches = _STARTS[depth].finditer(b"\n" + data[start:end])
    for place, match in _outside(strings, ((start + m.start(), m) for m in matches)):
        line += data.count(b"\n", position, place)
        position = place
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


def _outside(
    strings: Sequence[tuple[int, int]], matches: Iterable[tuple[int, re.Match[bytes]]]
) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Those of *matches*, each with its place, that begin in none of *strings*; both are in order."""
    left = iter(strings)
    begins, ends = next(left, (0, 0))
    for place, match in matches:
        while ends and ends <= place:
            begins, ends = next(left, (0, 0))
        if not ends or place <= begins:
            yield place, match


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
    body: list[ast.stmt], blocks: list[_Block], source: Source, depth: int, layout: Layout
) -> list[ast.stmt]:
    """The statements of *body* and the definitions, in the order of the text."""
    nodes = []
    for block in blocks:
        node = block.late_node(depth)
        source.late[node] = LateDefinition(node, block, source, depth, layout)
        nodes.append(node)
    return sorted([*body, *nodes], key=lambda stmt: stmt.lineno) if body else nodes


class LateDefinition:
    """The inside of a definition: its text, which a call parses into its node."""

    __slots__ = ("_block", "_depth", "_layout", "_node", "_source")

    def __init__(
        self, node: ast.stmt, block: _Block, source: Source, depth: int, layout: Layout
    ) -> None:
        self._node = node
        self._block = block
        self._source = source
        self._depth = depth
        self._layout = layout

    def __call__(self) -> None:
        _fill(self._node, self._block, self._source, self._depth, self._layout)

    @property
    def text(self) -> bytes:
        """The definition as it is written, its decorators included."""
        return self._source.data[self._block.start : self._block.end]

    @property
    def is_decorated(self) -> bool:
        """Whether decorators stand above it."""
        return self._source.data.startswith(b"@", self._block.start + self._depth * _INDENT)

    def may_name(self, *words: bytes) -> bool:
        """Whether the text can have each of *words*, which are ASCII, as a name; False: it has not."""
        data, start, end = self._source.data, self._block.start, self._block.end
        return all(data.find(word, start, end) >= 0 for word in words) or not self.text.isascii()

    @property
    def may_hold_classes(self) -> bool:
        """Whether a line inside begins like the statement of a class."""
        if self._source.data.find(b"class", self._block.start, self._block.end) < 0:
            return False
        own = self._block.kind is ast.ClassDef and self._depth > 0
        return len(_INNER_CLASS.findall(self.text)) > own


def _inner_blocks(block: _Block, data: bytes, depth: int) -> list[_Block]:
    if depth + 1 >= len(_STARTS) or _ODD_INDENT.search(data, block.start, block.end):
        return []
    return _definitions(data, block.start, block.end, block.line, depth + 1)


def _fill(node: ast.stmt, block: _Block, source: Source, depth: int, layout: Layout) -> None:
    """Parse the text of a definition into its *node*; the definitions of a class stay late."""
    inner = layout.inside(block, source.data, depth) if block.kind is ast.ClassDef else []
    try:
        definition = _parse_alone(block, inner, source, depth)
    except SourceError:
        inner = []
        definition = _find_in_whole(block, source) or _nothing(block)
    vars(node).update(vars(definition))
    source.parsed_bytes += _size(block) - sum(map(_size, inner))
    if inner:
        found: ast.ClassDef = node  # type: ignore[assignment]
        found.body = _merged(found.body[:-1], inner, source, depth + 1, layout)


def _size(block: _Block) -> int:
    return block.end - block.start


def _parse_alone(block: _Block, inner: list[_Block], source: Source, depth: int) -> ast.stmt:
    """The definition without its *inner* ones, in their stead a ``pass`` at the end."""
    text = _without(source.data, block.start, block.end, inner)
    if inner:
        text += b"\n" + b" " * (depth + 1) * _INDENT + b"pass\n"
    outer = b"".join(b" " * level * _INDENT + b"if 1:\n" for level in range(depth))
    tree = parse_module(source.path, b"\n" * (block.line - 1 - depth) + outer + text)
    body: list[ast.stmt] = tree.body
    for _ in range(depth):
        body = body[0].body  # type: ignore[attr-defined]
    return body[0]


def _find_in_whole(block: _Block, source: Source) -> ast.stmt | None:
    """The definition in the syntax tree of the whole text: its own text was cut off too early."""
    with suppress(SourceError):
        for node in ast.walk(parse_module(source.path, source.data)):
            if type(node) is block.kind and (node.name, node.lineno) == (
                block.name,
                block.def_line,
            ):
                return node
    return None


def _nothing(block: _Block) -> ast.stmt:
    """What stands for a definition that Python cannot parse: nobody learns anything from it."""
    # What stands in the place of its name may be none that Python takes.
    text = "class _(_): ..." if block.kind is ast.ClassDef else "def _(*_, **__): ..."
    node: Any = ast.parse("\n" * (block.def_line - 1) + text).body[0]
    node.name = block.name
    return node  # type: ignore[no-any-return]
