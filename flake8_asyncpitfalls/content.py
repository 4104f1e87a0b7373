"""The bytes of files and their digests: what is not a plain file of reasonable size is refused."""

from __future__ import annotations

import errno
import os
import stat

from flake8_asyncpitfalls import asked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_TEXT_BYTES = 1_000_000
"""Larger settings, stubs and .gitignore files are a mistake or an attack."""


Content = tuple[bytes, os.stat_result]
"""The bytes of a file and its state when they were read."""


def read_regular(path: str | os.PathLike[str], limit: int, *, follows_links: bool = True) -> bytes:
    """The bytes of the plain file at *path*; see ``read_content``."""
    return read_content(path, limit, follows_links=follows_links)[0]


def read_content(
    path: str | os.PathLike[str], limit: int, *, follows_links: bool = True
) -> Content:
    """The plain file at *path*.

    Raises OSError for a pipe, a device, a directory, or more than *limit* bytes. Never waits for the
    other end of a pipe. With *follows_links* off a link is refused as well, and what is read is no
    part of what the run says (see ``asked``): that is for files of our own.
    """
    if not follows_links:
        return _read(path, limit, follows_links=False)
    try:
        content = _read(path, limit, follows_links=True)
    except OSError as error:
        # That a file is too large, its size says again.
        asked.note_content(os.fspath(path), was_read=error.errno == errno.EFBIG)
        raise
    asked.note_content(os.fspath(path))
    return content


def read_aside(path: str | os.PathLike[str], limit: int) -> bytes:
    """The plain file at *path*, which is no part of what the run says."""
    return _read(path, limit, follows_links=True)[0]


def _read(path: str | os.PathLike[str], limit: int, *, follows_links: bool) -> Content:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not follows_links:
        flags |= getattr(os, "O_NOFOLLOW", 0)
        if os.path.islink(path):
            raise OSError(errno.ELOOP, "a link", os.fspath(path))
    descriptor = os.open(path, flags)
    with open(descriptor, "rb", buffering=0) as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", os.fspath(path))
        if status.st_size > limit:
            raise OSError(errno.EFBIG, f"larger than {_size(limit)}", os.fspath(path))
        data = file.read(limit + 1)
        while len(data) <= limit and (more := file.read(limit + 1 - len(data))):
            data += more
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"larger than {_size(limit)}", os.fspath(path))
    return data, status


def read_text(path: str | os.PathLike[str], limit: int = MAX_TEXT_BYTES) -> str:
    """The UTF-8 text of the plain file at *path*, its lines ending as Python's do.

    Raises OSError as ``read_content`` does, and UnicodeDecodeError.
    """
    text = read_regular(path, limit).decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def digest(*parts: bytes | str) -> str:
    """A key for *parts*: 32 hexadecimal digits; each part's length counts too."""
    return keyed_digest(b"", *parts)


def keyed_digest(key: bytes, *parts: bytes | str) -> str:
    """The same, which only whoever has the *key* (up to 64 bytes) can make, unless that is empty."""
    state = _blake2b()(digest_size=16, key=key)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return str(state.hexdigest())


def _blake2b() -> Any:
    """The function of ``hashlib``, without the OpenSSL that comes with it: flake8 starts without it."""
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b


def text_digest(data: bytes) -> str:
    """The digest of a source text, whatever its line ends and whether it has a byte order mark.

    flake8 hands files on without either, and neither means anything to Python.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return str(_blake2b()(data, digest_size=16).hexdigest())


def folder_files(folder: str, ending: str = "") -> list[tuple[str, os.stat_result | str]]:
    """What is below *folder*: files with that *ending*, each by its path in it, in order.

    Where links lead to folders, what those hold comes once, under one of the paths that lead to it, and
    each such link with where it leads. Without an *ending* what Python compiled does not count.
    """
    base = os.path.realpath(folder)
    todo = [(folder, base)]
    seen = {base}
    found: list[tuple[str, os.stat_result | str]] = []
    while todo:
        inner, real = todo.pop()
        for entry in asked.sorted_entries(inner):
            name = entry.path[len(folder) :]
            below = _folder_at(entry, real)
            if below is None:
                status = _status(entry) if entry.name.endswith(ending) else None
                found += [] if status is None else [(name, status)]
                continue
            if entry.is_symlink():
                found.append((name, os.path.relpath(below, base)))
            if below not in seen and (ending or entry.name != "__pycache__"):
                seen.add(below)
                todo.append((entry.path, below))
    return sorted(found, key=lambda pair: pair[0])


def _folder_at(entry: asked.Entry, above: str) -> str | None:
    """The real path of the folder at *entry*, of which *above* is that of the folder it stands in."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return os.path.join(above, entry.name)
        if not entry.is_dir():
            return None
    except OSError:
        return None
    asked.note_more()  # Where a link leads is no question that can be asked again.
    return os.path.realpath(entry.path)


def _status(entry: asked.Entry) -> os.stat_result | None:
    try:
        status = entry.stat()
    except OSError:
        asked.kind(entry.path)
        return None
    asked.note_content(entry.path)
    return status


def _size(limit: int) -> str:
    return f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit} bytes"
