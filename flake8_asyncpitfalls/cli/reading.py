"""Read a file that is to be checked."""

from __future__ import annotations

import os
import stat

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.settings import MAX_SOURCE_BYTES


def read_source(path: str) -> bytes:
    """The bytes of the file *path*; raise SourceError when it is no file that can be checked."""
    try:
        # Opening a pipe would wait for its other end for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(f"{path}: not a regular file")
        if status.st_size > MAX_SOURCE_BYTES:
            limit = f"{MAX_SOURCE_BYTES // 1_000_000} MB"
            raise SourceError(f"{path}: larger than {limit}; not checked")
        return file.read()
