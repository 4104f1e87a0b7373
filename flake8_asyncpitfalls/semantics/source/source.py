"""A file's bytes and its syntax tree."""

from __future__ import annotations

import ast
import codecs
import re
import sys
import warnings
from pathlib import Path
from typing import Protocol

from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.deep_stack import has_room
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source.cells import awaits_at_top, is_notebook
from flake8_asyncpitfalls.semantics.source.large_data import without_large_data
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.settings import MAX_SOURCE_BYTES

_ASYNC_WORDS = (
    b"async", b"await", b"Async", b"trio", b"anyio", b"textual", b"aiohttp", b"ExceptionGroup", b"except*",
    b"except *",
)  # fmt: skip
"""``async`` covers ``asyncio``, and ``Async`` classes such as ``AsyncClient``, whose coroutines
plain functions forget too; groups of exceptions are what they fail with. A file without any of these
words, and without one of the libraries below, holds nothing to find."""
_ASYNC_LIBRARIES = (
    b"aiofiles", b"aiogram", b"aiosqlite", b"beanie", b"bleak", b"discord", b"disnake", b"fastapi", b"motor",
    b"nats", b"nextcord", b"pyrogram", b"socketio", b"starlette", b"telegram", b"telethon", b"tortoise",
    b"websockets",
)  # fmt: skip
"""Their coroutine functions are called like any others, so that a module which forgets them all has
none of the words above."""

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Late(Protocol):
    """The inside of a definition that is not parsed yet; to call it parses it into its node."""

    def __call__(self) -> None:
        """Parse it."""

    @property
    def text(self) -> bytes:
        """The definition as it is written, its decorators included."""

    @property
    def is_decorated(self) -> bool:
        """Whether decorators stand above it."""

    @property
    def may_hold_classes(self) -> bool:
        """Whether a line inside begins like the statement of a class."""

    def may_name(self, *words: bytes) -> bool:
        """Whether the text can have each of *words*, which are ASCII, as a name; False: it has not."""


class Source:
    """The text of one module: *path* as the user wrote it, *data* its bytes, *tree* its syntax.

    *late* is for definitions in the tree whose inside is not parsed yet: what fills each in. A tree
    that began with such definitions is not *is_whole*; *parsed_bytes*: how much of the text it has by now.
    """

    __slots__ = ("_lines", "_mentioned", "data", "is_whole", "late", "parsed_bytes", "path", "tree")

    def __init__(self, path: str, data: bytes, tree: ast.Module, *, is_whole: bool = True) -> None:
        self.path = path
        self.data = data
        self.tree = tree
        self.is_whole = is_whole
        self.late: dict[ast.AST, Late] = {}
        self.parsed_bytes = len(data) if is_whole else 0
        self._lines: list[bytes] | None = None
        self._mentioned: dict[bytes, bool] = {}

    @classmethod
    def parse(cls, path: str, data: bytes) -> Source:
        """Parse *data*; raise SourceError, whose message starts with *path*, when Python cannot."""
        return cls(path, data, parse_module(path, data))

    @classmethod
    def read(cls, path: Path) -> Source:
        """Read and parse the file at *path*; raise SourceError when that cannot be done."""
        try:
            data = read_regular(path, MAX_SOURCE_BYTES)
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror or error}") from error
        return cls.parse(str(path), data)

    @property
    def is_notebook(self) -> bool:
        """Whether it is made of the cells of a notebook, whose kernel runs a loop all the time."""
        return is_notebook(self.path)

    @property
    def awaits_at_top(self) -> bool:
        """Whether its top level runs in a loop and may await, as cells do."""
        return awaits_at_top(self.path, self.data)

    def code_of(self, expr: ast.expr | ast.stmt) -> str:
        """The code of *expr* as it is written; as ``ast`` writes it where the file is no UTF-8."""
        lines = self._own_lines()
        if not lines or expr.end_lineno is None:
            return unparsed(expr)
        taken = lines[expr.lineno - 1 : expr.end_lineno]
        taken[-1] = taken[-1][: expr.end_col_offset]
        taken[0] = taken[0][expr.col_offset :]
        return b"".join(taken).decode("utf-8") or unparsed(expr)

    def _own_lines(self) -> list[bytes]:
        """The lines with their ends, as Python counts them; none where the file is no UTF-8."""
        if self._lines is None:
            try:
                self.data.decode("utf-8")
                self._lines = _LINE.findall(self.data.removeprefix(codecs.BOM_UTF8))
            except UnicodeDecodeError:
                self._lines = []
        return self._lines

    def mentions(self, *words: bytes) -> bool:
        """Whether the bytes hold one of *words* anywhere; a cheap reason to skip work."""
        return any(map(self._mentions, words))

    def _mentions(self, word: bytes) -> bool:
        known = self._mentioned.get(word)
        if known is None:
            known = self._mentioned[word] = word in self.data
        return known


def is_about_async(data: bytes) -> bool:
    """Whether a file with these bytes can hold a coroutine or use an async library."""
    return any(word in data for word in _ASYNC_WORDS) or _imports_async_library(data)


def _imports_async_library(data: bytes) -> bool:
    names = [name for name in _ASYNC_LIBRARIES if name in data]
    pattern = rb"(?m)^[ \t]*(?:from|import)[ \t]+(?:%s)\b" % b"|".join(names)
    return bool(names) and re.search(pattern, data) is not None


def parse_module(path: str, data: bytes) -> ast.Module:
    """``ast.parse`` with every way in which it fails turned into one SourceError.

    But a RecursionError as long as a larger stack may help (see ``deep_stack``). The tree is without
    the insides of large literals (see ``large_data``).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(without_large_data(data), filename=path)
        except SyntaxError as error:
            place = f":{error.lineno}" if error.lineno else ""
            raise SourceError(f"{path}{place}: {_reason(data, error)}") from error
        except (ValueError, UnicodeError) as error:
            raise SourceError(f"{path}: {error}") from error
        except (RecursionError, MemoryError) as error:
            if isinstance(error, RecursionError) and not has_room():
                raise
            raise SourceError(f"{path}: nested too deeply to parse") from error


def _reason(data: bytes, error: SyntaxError) -> str:
    """What is wrong; of what a newer Python could parse, that this one has to run there."""
    from flake8_asyncpitfalls.semantics.source.newer_syntax import newer_syntax

    newer = newer_syntax(data, error)
    if newer is None:
        return error.msg
    needed, running = (f"{major}.{minor}" for major, minor in (newer.python, sys.version_info[:2]))
    return (
        f"{newer.what} is syntax of Python {needed}, and this is Python {running}; "
        f"run with Python {needed} or newer"
    )
