"""The repository that a folder lies in and what git tracks there, read without running git.

Running it in a tree that is not trusted could run what the tree's configuration says. The format is
https://git-scm.com/docs/index-format: in versions 2 and 3 every path stands whole in it, in version
4 each as what differs from the one before.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

from flake8_asyncpitfalls.content import read_regular

_MAX_INDEX_BYTES = 500_000_000
_FIXED = 62
"""Bytes of an entry before its path; two more with the extended flag (SHA-1; SHA-256: 12 more)."""


def is_repository(folder: str) -> bool:
    """Whether *folder* itself holds ``.git``."""
    return os.path.exists(os.path.join(folder, ".git"))


def repository_top(folder: str) -> str | None:
    """The nearest folder at or above the absolute *folder* that holds ``.git``, if there is one."""
    while not is_repository(folder):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder


def is_tracked(path: Path) -> bool:
    """Whether the index of the repository that *path* lies in holds that file, or one below it."""
    try:
        is_folder = stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False
    path = path.absolute()
    top = repository_top(str(path.parent))
    if top is None:
        return False
    name = path.relative_to(top).as_posix().encode("utf-8", "surrogateescape")
    wanted = name + (b"/" if is_folder else b"\0")
    return any(_holds(index, wanted) for index in _indexes(_git_folder(Path(top, ".git"))))


def _git_folder(git: Path) -> Path:
    """The folder of a repository; a work tree and a submodule have a file that names it."""
    if git.is_dir():
        return git
    try:
        text = read_regular(git, 10_000).decode("utf-8", "surrogateescape")
    except OSError:
        return git
    return git.parent / text.removeprefix("gitdir:").strip()


def _indexes(git: Path) -> Iterator[bytes]:
    """The index, and what a split index shares."""
    names = [git / "index"]
    try:
        names += [git / name for name in os.listdir(git) if name.startswith("sharedindex.")]
    except OSError:
        return
    for name in names:
        try:
            yield read_regular(name, _MAX_INDEX_BYTES)
        except OSError:
            continue


def _holds(index: bytes, wanted: bytes) -> bool:
    if index[:4] != b"DIRC" or len(index) < 12:
        return False
    version, count = struct.unpack(">II", index[4:12])
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
