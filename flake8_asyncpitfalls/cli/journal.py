"""Write several files as one change: all of them or, whatever happens, none for long.

What is to become of the files is written down first, in the folder that holds them all. A run that is
killed between two files leaves that journal, and the next run that comes by completes the change; where
a file was edited meanwhile, it takes the change back. A journal is input like any other: it speaks only
of files below its folder, it must be ours by owner, git must not track it, and a file is only touched
when it holds what the journal says it held, or what the journal says it was to hold.
"""

from __future__ import annotations

import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from flake8_asyncpitfalls.cli.files import JOURNAL
from flake8_asyncpitfalls.cli.writing import (
    PREFIX,
    SUFFIX,
    check_content,
    lock,
    replace_content,
    sync_folder,
)
from flake8_asyncpitfalls.content import read_content, read_regular
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.git_index import is_tracked
from flake8_asyncpitfalls.settings import MAX_SOURCE_BYTES

_VERSION = 1
_MAX_BYTES = 500_000_000


class Change(NamedTuple):
    """The file *path* holds *before* and is to hold *after*."""

    path: str
    before: bytes
    after: bytes


def write_over(path: str, before: bytes, after: bytes) -> None:
    """Replace the content *before* of the file *path* by *after*.

    Mode, owner and extended attributes stay, a link stays a link. Raises SourceError, and leaves the
    file as it is, when it no longer holds *before*, may not be written, or its owner cannot be kept;
    OSError when the disk is full and the like.
    """
    target = os.path.realpath(path)
    if os.stat(target).st_nlink > 1:
        write_all([(path, before, after)])
        return
    replace_content(path, target, before, after)


def write_all(changes: Iterable[tuple[str, bytes, bytes]]) -> None:
    """Write all *changes*, (path, before, after) each, or none.

    Raises SourceError when a file no longer holds what it held or may not be written, OSError when
    the disk is full and the like; the files are then as they were.
    """
    todo = [Change(os.path.realpath(path), before, after) for path, before, after in changes]
    folder = os.path.commonpath([os.path.dirname(change.path) for change in todo])
    journal = os.path.join(folder, JOURNAL)
    if os.path.lexists(journal):
        raise SourceError(f"{journal}: another change is being written; left as it was")
    for change in todo:
        check_content(change.path, change.before)
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=folder)
    except OSError as error:
        raise SourceError(f"{folder}: {error.strerror or error}; nothing was written") from error
    with open(descriptor, "wb") as file:
        # Locked as long as it is open, so that nobody takes it for one of a run that was killed.
        lock(descriptor)
        place = temporary
        try:
            file.write(_encoded(todo, folder))
            file.flush()
            os.fsync(descriptor)
            os.replace(temporary, journal)
            place = journal
            sync_folder(folder)
            _carry_out(todo)
        finally:
            with suppress(OSError):
                os.unlink(place)


def finish_interrupted(folder: str) -> str:
    """Complete or take back the change whose journal is in *folder*; what was done, in one line."""
    journal = os.path.join(folder, JOURNAL)
    if not os.path.lexists(journal):
        return ""
    try:
        descriptor = os.open(journal, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return f"{journal}: not a journal; nothing was done with it"
    try:
        if not lock(descriptor):
            return ""
        return _finish(journal, folder)
    finally:
        os.close(descriptor)


def _carry_out(changes: Sequence[Change]) -> None:
    done: list[Change] = []
    try:
        for change in changes:
            done.append(change)
            _write(change.path, change.before, change.after)
    except BaseException:
        for path, before, after in done:
            with suppress(SourceError, OSError):
                _write(path, after, before)
        raise


def _write(path: str, before: bytes, after: bytes) -> None:
    """Make *after* of *before*; a file with several names is written in place."""
    if os.stat(path).st_nlink > 1:
        _write_in_place(path, before, after)
        return
    replace_content(path, path, before, after)


def _write_in_place(path: str, before: bytes, after: bytes) -> None:
    """At every moment the file holds a beginning of *after* and then what *before* has there."""
    with open(path, "r+b") as file:
        if not _is_between(file.read(), before, after):
            raise SourceError(f"{path}: changed while it was checked; left as it was")
        file.seek(0)
        file.write(after)
        file.flush()
        os.fsync(file.fileno())
        file.truncate(len(after))
        os.fsync(file.fileno())


def _is_between(content: bytes, before: bytes, after: bytes) -> bool:
    if content in (before, after):
        return True
    pairs = zip(content, after, strict=False)
    end = min(len(content), len(after))
    shared = next((at for at, (ours, theirs) in enumerate(pairs) if ours != theirs), end)
    return content[shared:] == before[shared:]


def _finish(journal: str, folder: str) -> str:
    changes = _decoded(journal, folder)
    if changes is None:
        return f"{journal}: not a journal of ours; nothing was done with it"
    try:
        contents = [_content(change) for change in changes]
        is_whole = None not in contents
        for change, content in zip(changes, contents, strict=True):
            wanted = change.after if is_whole else change.before
            if content is not None and content != wanted:
                _write(change.path, content, wanted)
    except (SourceError, OSError) as error:
        return f"{journal}: an interrupted change cannot be finished: {error}"
    os.unlink(journal)
    what = "was completed" if is_whole else "was taken back, for a file was edited since"
    return f"{folder}: a change of {len(changes)} files that was interrupted {what}"


def _content(change: Change) -> bytes | None:
    """What the file holds, None when that is not of this change."""
    try:
        content = read_regular(change.path, MAX_SOURCE_BYTES)
    except OSError:
        return None
    has_names = os.stat(change.path).st_nlink > 1
    is_ours = content in (change.before, change.after) or (
        has_names and _is_between(content, change.before, change.after)
    )
    return content if is_ours else None


def _encoded(changes: Iterable[Change], folder: str) -> bytes:
    files = [
        [os.path.relpath(path, folder), b64encode(before).decode(), b64encode(after).decode()]
        for path, before, after in changes
    ]
    return json.dumps({"version": _VERSION, "files": files}).encode("ascii")


def _decoded(journal: str, folder: str) -> list[Change] | None:
    """What *journal* says; None when it cannot be believed."""
    try:
        data, status = read_content(journal, _MAX_BYTES, follows_links=False)
        if is_tracked(Path(journal)) or (hasattr(os, "geteuid") and status.st_uid != os.geteuid()):
            return None
        document = json.loads(data)
        if document["version"] != _VERSION:
            return None
        changes = [
            Change(
                os.path.join(os.path.realpath(folder), name), b64decode(before), b64decode(after)
            )
            for name, before, after in document["files"]
        ]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    real = os.path.join(os.path.realpath(folder), "")
    is_below = all(
        path == os.path.realpath(path)
        and path.startswith(real)
        and not any(part.startswith(".") for part in path[len(real) :].split(os.sep))
        for path, _, _ in changes
    )
    return changes if is_below else None
