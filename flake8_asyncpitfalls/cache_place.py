"""Where the cache is, which folder may be believed, and the seal on each entry: what reading one takes.

What a run needs in which nothing has changed, and no more; ``cache_folder`` has the rest.
"""

from __future__ import annotations

import os
import stat
import sys

from flake8_asyncpitfalls.cache_seal import SEAL_BYTES, seal
from flake8_asyncpitfalls.content import read_content, read_regular
from flake8_asyncpitfalls.git_index import is_tracked

FORMAT = 17
"""Raised whenever stored data changes its form or meaning."""
NAME = ".asyncfix_cache"
RUNS, RUN_ENDING = "runs", ".run"
"""The kind of the entries that say what whole runs said, and how their names end."""
MAX_ENTRY_BYTES = 200_000_000
TAG_NAME = "CACHEDIR.TAG"
TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This file is a cache directory tag created by asyncfix.\n"
    "# For information about cache directory tags see https://bford.info/cachedir/\n"
)
_START, _MIDDLE, _END = b'{"seal":"', b'","data":', b"}"
_BODY_AT = len(_START) + SEAL_BYTES + len(_MIDDLE)


def believed_root(named: str) -> str | None:
    """The folder that is used where *named* is asked for; None where none can be believed."""
    try:
        root = os.path.abspath(named)
        if _has_other_things(root):
            root = os.path.join(root, NAME)
        return root if _is_plain(root) and not is_tracked(root) else None
    except OSError:  # a folder of somebody else's or that is gone, a name that is too long
        return None


def tool_folder() -> str:
    """The name of the folder in which entries of this very tool and interpreter are."""
    return f"{FORMAT}-{sys.implementation.cache_tag}-{sys.hexversion:x}"


def is_inside(root: str, folder: str) -> bool:
    """Whether no link leads from *root* to *folder*, which lies below it."""
    while folder != root:
        if os.path.islink(folder):
            return False
        folder = os.path.dirname(folder)
    return not os.path.islink(root)


def read_body(secret: bytes, root: str, place: str, ending: str) -> tuple[bytes, float, str] | None:
    """What the entry *place* (its folders and key, with slashes) holds, when it was last used, its seal.

    None where there is none, or no seal of ours.
    """
    path = os.path.join(root, place)
    try:
        if not is_inside(root, os.path.dirname(path)):
            return None
        data, status = read_content(path + ending, MAX_ENTRY_BYTES, follows_links=False)
    except OSError:
        return None
    body = data[_BODY_AT : -len(_END)]
    is_ours = data[:_BODY_AT] == _head(secret, place, body) and data.endswith(_END)
    return (body, status.st_mtime, seal_of(data)) if is_ours else None


def seal_of(data: bytes) -> str:
    """The seal of a whole entry: no two with different bodies have the same."""
    return data[len(_START) : len(_START) + SEAL_BYTES].decode("ascii", "replace")


def sealed(secret: bytes, place: str, body: bytes) -> bytes:
    """*body* as it stands in the entry *place*."""
    return _head(secret, place, body) + body + _END


def _head(secret: bytes, place: str, body: bytes) -> bytes:
    return _START + seal(secret, place, body) + _MIDDLE


def _is_plain(root: str) -> bool:
    """Whether *root* is a folder and no link, or can become one."""
    try:
        return stat.S_ISDIR(os.lstat(root).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True


def _has_other_things(root: str) -> bool:
    """Whether *root* is a folder that neither we made nor found empty."""
    try:
        names = os.listdir(root) if not os.path.islink(root) else []
        if not names:
            return False
        return read_regular(os.path.join(root, TAG_NAME), 1000, follows_links=False) != TAG.encode()
    except OSError:
        return os.path.isdir(root)
