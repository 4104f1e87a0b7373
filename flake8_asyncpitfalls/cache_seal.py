"""The seal on what the cache holds: a keyed digest that only whoever has the key can make.

A forged entry can hide findings, and an archive or a shared folder can bring one along. So entries
are believed only with a seal of the key that belongs to the user: a random one in their own cache
folder, made at first need, or what ``ASYNCFIX_CACHE_KEY`` says. A machine of continuous integration
has no user, starts without that folder, and restores what another machine stored; where ``CI`` is
set and no key is given, everybody's key is the empty one, and the cache is as good as whoever may
write it.
"""

from __future__ import annotations

import os

from flake8_asyncpitfalls.content import digest, keyed_digest, read_content

KEY_VARIABLE = "ASYNCFIX_CACHE_KEY"
SEAL_BYTES = 32
_KEY_BYTES = 32
_EVERYBODYS = b""


def seal(key: bytes, place: str, body: bytes) -> bytes:
    """32 hexadecimal digits that stand for *body* at *place* in the cache."""
    return keyed_digest(key, place, body).encode("ascii")


def cache_key() -> bytes | None:
    """The key of whoever runs this; None when there can be none."""
    given = os.environ.get(KEY_VARIABLE)
    if given:
        return digest(os.fsencode(given)).encode("ascii")
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        return _EVERYBODYS
    return _users_key(_key_file())


def _key_file() -> str:
    """Where the user's key is."""
    windows = os.environ.get("LOCALAPPDATA") if os.name == "nt" else None
    base = windows or os.environ.get("XDG_CACHE_HOME") or os.path.join("~", ".cache")
    return os.path.join(os.path.expanduser(base), "asyncfix", "key")


def _users_key(file: str) -> bytes | None:
    if not os.path.isabs(file):
        return None
    try:
        return _read(file) or _made(file)
    except OSError:
        return None


def _read(file: str) -> bytes | None:
    """The key in *file*, if that is a file of ours which nobody else can read or write."""
    try:
        data, status = read_content(file, _KEY_BYTES, follows_links=False)
    except OSError:
        return None
    if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
        return None
    return data if len(data) == _KEY_BYTES else None


def _made(file: str) -> bytes | None:
    """A new key in *file*, or the one that another process has just made."""
    import tempfile  # most runs find a key
    from contextlib import suppress

    folder = os.path.dirname(file)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=folder)  # which nobody else can read
    try:
        with open(descriptor, "wb") as opened:
            opened.write(os.urandom(_KEY_BYTES))
        try:
            os.link(temporary, file)
        except OSError:
            if _read(file) is None:
                os.replace(temporary, file)
    finally:
        with suppress(OSError):
            os.unlink(temporary)
    return _read(file)
