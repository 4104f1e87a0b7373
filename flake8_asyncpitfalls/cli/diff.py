"""``--diff``: what ``git apply`` and ``patch -p1`` accept, byte for byte."""

from __future__ import annotations

import difflib
import os
import re

from flake8_asyncpitfalls.printable import printable
from flake8_asyncpitfalls.semantics.source.cells import is_notebook

_NO_END = b"\n\\ No newline at end of file\n"
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\r": "\\r"}


def file_diff(path: str, before: bytes, after: bytes) -> bytes:
    """The changes of the file *path*; of a notebook cell by cell, to be read and not to be applied."""
    if not is_notebook(path):
        return unified_diff(path, before, after)
    from flake8_asyncpitfalls.semantics.source.notebook import Notebook

    old, new = (dict(Notebook(path, data).cells) for data in (before, after))
    return b"".join(
        _cell_diff(path, number, old[number], new[number])
        for number in old
        if old[number] != new[number]
    )


def _cell_diff(path: str, number: int, before: str, after: str) -> bytes:
    name = f"{path}:cell {number}"
    texts = (text if text.endswith("\n") else f"{text}\n" for text in (before, after))
    old, new = (_lines(text.encode("utf-8", "surrogatepass")) for text in texts)
    heads = (os.fsencode(name.replace(os.sep, "/")),) * 2
    return b"".join(difflib.diff_bytes(difflib.unified_diff, old, new, *heads, lineterm=b"\n"))


def unified_diff(path: str, before: bytes, after: bytes) -> bytes:
    """The changes of the file *path*, with three lines around each; only line feeds end lines."""
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(before),
        _lines(after),
        _header("a/", path),
        _header("b/", path),
        lineterm=b"\n",
    )
    return b"".join(line if line.endswith(b"\n") else line + _NO_END for line in lines)


def _lines(data: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", data)


def _header(prefix: str, path: str) -> bytes:
    """The file's name as git writes it: quoted when it must be, a tab after one with spaces."""
    relative = os.path.relpath(path)
    name = path if relative.startswith("..") else relative
    written = prefix + name.replace(os.sep, "/").lstrip("/")
    name_bytes = os.fsencode(written)
    if not written.isprintable() or any(char in _ESCAPES for char in written):
        return b'"%b"' % b"".join(map(_quoted, name_bytes))
    return name_bytes + b"\t" if " " in written else name_bytes


def _quoted(byte: int) -> bytes:
    """One byte of a name between quotation marks: three octal digits where it is not plain."""
    char = chr(byte)
    if char in _ESCAPES:
        return _ESCAPES[char].encode()
    return b"%c" % byte if 0x20 <= byte < 0x7F else b"\\%03o" % byte


def visible(diff: bytes) -> bytes:
    """*diff* for a terminal, which must not obey what files hold; nobody applies it from there."""
    lines = diff.decode("utf-8", "surrogateescape").split("\n")
    return "\n".join(
        "\t".join(map(printable, line.removesuffix("\r").split("\t"))) for line in lines
    ).encode()
