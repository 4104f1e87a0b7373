"""Read a file, or standard input, that is to be checked."""

from __future__ import annotations

import os
import stat
import sys

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source.cells import largest_source


def read_source(path: str) -> bytes:
    """The bytes of the file *path*; raise SourceError when it is no file that can be checked."""
    try:
        # Opening a pipe would wait for its other end for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    asked.note_content(path)
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(f"{path}: not a regular file")
        require_reasonable(path, status.st_size)
        return file.read()


def read_stdin(path: str) -> bytes:
    """Standard input, which stands for the file *path*: so much that it shows if it is too large."""
    return sys.stdin.buffer.read(largest_source(path) + 1)


def require_reasonable(path: str, size: int) -> None:
    """Raise SourceError when *size* bytes are more than are checked; they are called *path*."""
    if size > largest_source(path):
        limit = f"{largest_source(path) // 1_000_000} MB"
        raise SourceError(f"{path}: larger than {limit}; not checked")
