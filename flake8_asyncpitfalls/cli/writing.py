"""Write a file so that, whatever happens, it is the old one or the new one and never between."""

from __future__ import annotations

import os
import stat
import tempfile

from flake8_asyncpitfalls.errors import SourceError


def write_over(path: str, before: bytes, after: bytes) -> None:
    """Replace the content *before* of the file *path* by *after*.

    Mode and owner stay, a link stays a link. Raises SourceError, and leaves the file as it is,
    when it no longer holds *before*, may not be written, or its owner cannot be kept; OSError when
    the disk is full and the like.
    """
    target = os.path.realpath(path)
    status = os.stat(target)
    if not os.access(target, os.W_OK):
        raise SourceError(f"{path}: no permission to write; left as it was")
    folder, name = os.path.split(target)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".asyncfix", dir=folder)
    try:
        with open(descriptor, "wb") as file:
            file.write(after)
            _keep_owner_and_mode(path, descriptor, status)
            file.flush()
            os.fsync(descriptor)
        with open(target, "rb") as file:
            if file.read() != before:
                raise SourceError(f"{path}: changed while it was checked; left as it was")
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    _sync_folder(folder)


def _keep_owner_and_mode(path: str, descriptor: int, status: os.stat_result) -> None:
    if not hasattr(os, "fchown"):
        return
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.fchown(descriptor, status.st_uid, status.st_gid)
        except PermissionError as error:
            raise SourceError(f"{path}: its owner cannot be kept; left as it was") from error
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def _sync_folder(folder: str) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
