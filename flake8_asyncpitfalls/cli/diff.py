"""``--diff``: what ``git apply`` and ``patch -p1`` accept, byte for byte."""

from __future__ import annotations

import difflib
import os
import re

_NO_END = b"\n\\ No newline at end of file\n"
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\r": "\\r"}


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
    if any(char in _ESCAPES for char in written):
        written = f'"{"".join(_ESCAPES.get(char, char) for char in written)}"'
    elif " " in written:
        written += "\t"
    return os.fsencode(written)
