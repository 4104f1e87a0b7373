"""The repository that a folder lies in and what git tracks there, read without running git.

Running it in a tree that is not trusted could run what the tree's configuration says. The format is
https://git-scm.com/docs/index-format: in versions 2 and 3 every path stands whole in it, in version
4 each as what differs from the one before.
"""

from __future__ import annotations

import os
import stat

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.content import read_aside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_INDEX_BYTES = 500_000_000
_FIXED = 62
"""Bytes of an entry before its path; two more with the extended flag (SHA-1; SHA-256: 12 more)."""


def is_repository(folder: str) -> bool:
    """Whether *folder* itself holds ``.git``."""
    return asked.kind(os.path.join(folder, ".git")) in (asked.FOLDER, asked.FILE)


def repository_top(folder: str) -> str | None:
    """The nearest folder at or above the absolute *folder* that holds ``.git``, if there is one."""
    while not is_repository(folder):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder


def is_tracked(path: str | os.PathLike[str]) -> bool:
    """Whether the index of the repository that *path* lies in holds that file, or one below it."""
    try:
        is_folder = stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
    place = os.path.join(os.getcwd(), path)
    top = repository_top(os.path.dirname(place))
    if top is None:
        return False
    name = os.fsencode(place[len(os.path.join(top, "")) :].replace(os.sep, "/"))
    wanted = name + (b"/" if is_folder else b"\0")
    return any(_holds(index, wanted) for index in _indexes(_git_folder(os.path.join(top, ".git"))))


def _git_folder(git: str) -> str:
    """The folder of a repository; a work tree and a submodule have a file that names it."""
    if os.path.isdir(git):
        return git
    try:
        text = os.fsdecode(read_aside(git, 10_000))
    except OSError:
        return git
    return os.path.join(os.path.dirname(git), text.removeprefix("gitdir:").strip())


def _indexes(git: str) -> Iterator[bytes]:
    """The index, and what a split index shares."""
    names = ["index"]
    try:
        names += [name for name in os.listdir(git) if name.startswith("sharedindex.")]
    except OSError:
        return
    for name in names:
        try:
            yield read_aside(os.path.join(git, name), _MAX_INDEX_BYTES)
        except OSError:
            continue


def _holds(index: bytes, wanted: bytes) -> bool:
    if index[:4] != b"DIRC" or len(index) < 12:
        return False
    version, count = int.from_bytes(index[4:8], "big"), int.from_bytes(index[8:12], "big")
    if version < 4:
        return wanted in index
    return any(_paths_hold(index, count, wanted, hash_bytes) for hash_bytes in (20, 32))


def _paths_hold(index: bytes, count: int, wanted: bytes, hash_bytes: int) -> bool:
    """The same for version 4 with hashes of that many bytes; what cannot be read holds nothing."""
    path, at = b"", 12
    flags_at = _FIXED - 22 + hash_bytes
    try:
        for _ in range(count):
            flags = int.from_bytes(index[at + flags_at : at + flags_at + 2], "big")
            at += flags_at + (4 if flags & 0x4000 else 2)
            cut, at = _number(index, at)
            end = index.index(b"\0", at)
            path = path[: len(path) - cut] + index[at:end]
            if (path + b"\0").startswith(wanted):
                return True
            at = end + 1
    except (ValueError, IndexError):
        return False
    return False


def _number(data: bytes, at: int) -> tuple[int, int]:
    """The number of variable length at *at*, and where it ends."""
    byte = data[at]
    value = byte & 0x7F
    while byte & 0x80:
        at += 1
        byte = data[at]
        value = ((value + 1) << 7) | (byte & 0x7F)
    return value, at + 1
