"""What libraries do, one ``.pyi`` file a library; ``markers.py`` documents the markers."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from flake8_asyncpitfalls import asked

STUB_FOLDER = Path(__file__).parent
_OURS = str(STUB_FOLDER)


@lru_cache(maxsize=4096)
def stub_path(dotted: str, folders: tuple[str, ...] = ()) -> Path | None:
    """The stub of the module *dotted*; *folders* are the user's own, looked at first."""
    relative = dotted.replace(".", "/")
    candidates = (f"{relative}.pyi", f"{relative}/__init__.pyi")
    for folder in folders:
        for candidate in candidates:
            if asked.kind(f"{folder}/{candidate}") == asked.FILE:
                return Path(f"{folder}/{candidate}")
    # Hundreds of modules that no stub describes are asked for: nearly all by the first part alone.
    if relative.partition("/")[0] not in _our_libraries():
        return None
    for candidate in candidates:
        if os.path.isfile(f"{_OURS}/{candidate}"):
            return Path(f"{_OURS}/{candidate}")
    return None


@lru_cache(maxsize=1)
def _our_libraries() -> frozenset[str]:
    """The first parts of the names of all modules that we have stubs of."""
    return frozenset(name.removesuffix(".pyi") for name in os.listdir(_OURS))


@lru_cache(maxsize=4096)
def has_marker(dotted: str, marker: str, folders: tuple[str, ...] = ()) -> bool:
    """Whether the stub of the module *dotted* uses *marker* anywhere: a reason not to look."""
    path = stub_path(dotted, folders)
    return path is not None and f"@{marker}".encode() in path.read_bytes()


@lru_cache(maxsize=64)
def marked_names(dotted: str, marker: str, folders: tuple[str, ...] = ()) -> frozenset[str]:
    """The names of functions and classes with *marker* in the stub of the module *dotted*."""
    path = stub_path(dotted, folders)
    text = "" if path is None else path.read_text(encoding="utf-8")
    pattern = rf"^ *@{marker}\b.*\n(?: *@.*\n)* *(?:async )?(?:def|class) (\w+)"
    return frozenset(re.findall(pattern, text, re.MULTILINE))


def forget_stubs() -> None:
    """Look anew at which stubs there are and what they say."""
    for known in (stub_path, has_marker, marked_names):
        known.cache_clear()
