"""Write a file so that, whatever happens, it is the old one or the new one and never between.

The new content goes into a temporary file beside it, with the old one's mode, owner and extended
attributes, and takes its name. A killed run leaves such a file behind; it is locked as long as its
writer lives, so the next run can tell (``remove_leftovers``). A file with several hard links keeps
them: it is written in place, under a journal (see ``journal``) from which the next run completes it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress

from flake8_asyncpitfalls.errors import SourceError

PREFIX, SUFFIX = ".asyncfix-", ".tmp"
"""Around the names of temporary files; short, for the name of a source may be as long as can be."""


def replace_content(path: str, target: str, before: bytes, after: bytes) -> None:
    """Put *after* in the place of *target*, which *path* leads to and which must hold *before*.

    The file is the old or the new one at every moment. Raises what ``check_content`` raises, OSError.
    """
    temporary = prepared(path, after)
    try:
        check_content(path, before)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(os.path.dirname(target))


def write_report_file(path: str, data: bytes) -> None:
    """Make *data* the content of the file *path*, whole or not at all; raise OSError.

    What is no plain file (a terminal, a pipe) is written to as it is.
    """
    target = os.path.realpath(path)
    try:
        is_plain = stat.S_ISREG(os.stat(target).st_mode)
    except FileNotFoundError:
        is_plain = True
    if not is_plain:
        with open(target, "wb") as file:
            file.write(data)
        return
    temporary = _written_beside(target, data, path)
    try:
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def prepared(path: str, after: bytes) -> str:
    """A temporary file with the content *after* that can take the place of the file *path*.

    Raises SourceError when that file may not be written or its owner cannot be kept, and OSError.
    """
    target = os.path.realpath(path)
    if not os.access(target, os.W_OK):
        raise SourceError(f"{path}: no permission to write; left as it was")
    return _written_beside(target, after, path)


def check_content(path: str, before: bytes) -> None:
    """Raise SourceError when the file *path* does not hold *before*."""
    with open(path, "rb") as file:
        if file.read() != before:
            raise SourceError(f"{path}: changed while it was checked; left as it was")


def remove_leftovers(folder: str, names: Iterable[str]) -> None:
    """Remove those of the *names* in *folder* that are temporary files of runs that were killed."""
    for name in names:
        if name.startswith(PREFIX) and name.endswith(SUFFIX):
            with suppress(OSError):
                _remove_if_abandoned(os.path.join(folder, name))


def sync_folder(folder: str) -> None:
    """See to it that what was renamed in *folder* stays so when the machine stops."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def lock(descriptor: int) -> bool:
    """Hold an open file until it is closed; whether nobody else holds it."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


def _written_beside(target: str, data: bytes, path: str) -> str:
    folder = os.path.dirname(target)
    import tempfile  # a report writes nothing, and need not wait for what this imports

    descriptor, temporary = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=folder)
    try:
        with open(descriptor, "wb") as file:
            lock(descriptor)
            file.write(data)
            _take_after(path, target, descriptor)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def _take_after(path: str, target: str, descriptor: int) -> None:
    """Give an open file what the file *target* has, or what a new one would have."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        if hasattr(os, "fchmod"):
            mask = os.umask(0)
            os.umask(mask)
            os.fchmod(descriptor, 0o666 & ~mask)
        return
    if not hasattr(os, "fchown"):
        return
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.fchown(descriptor, status.st_uid, status.st_gid)
        except PermissionError as error:
            raise SourceError(f"{path}: its owner cannot be kept; left as it was") from error
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    _copy_attributes(path, target, descriptor)


def _copy_attributes(path: str, target: str, descriptor: int) -> None:
    """Copy extended attributes; those that the system gives by itself need not be possible."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(target)
    except OSError:
        return
    for name in names:
        try:
            os.setxattr(descriptor, name, os.getxattr(target, name))
        except OSError as error:
            if name.startswith(("user.", "system.posix_acl")):
                raise SourceError(f"{path}: its attribute {name} cannot be kept") from error


def _remove_if_abandoned(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode) and lock(descriptor):
            os.unlink(path)
    finally:
        os.close(descriptor)
