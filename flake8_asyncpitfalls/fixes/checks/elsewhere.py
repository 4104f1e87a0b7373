"""Names of one module that other files of its project use or replace.

``import time`` of ``app/jobs.py`` is more than its own where a test patches ``app.jobs.time.sleep`` or
another module takes ``time`` from it. Files are searched as text: who is found may be meant otherwise,
who is not found is not there.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.semantics.source.cells import largest_source

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
_LEFT_OUT = frozenset({"node_modules", "site-packages", "venv", "build", "dist", "__pycache__"})
_MOST_FILES = 20_000


def used_elsewhere(path: str, names: Iterable[str]) -> set[str]:
    """Those of *names*, imported by the file *path*, that other files of the project may ask it for.

    An attribute stands among them as ``.name``: others may not mention one that is called so. All of
    them where the project is too large to look; none where the file is not on the disk.
    """
    wanted = set(names)
    if not wanted:
        return set()
    own = Path(path).resolve()
    if not own.is_file():
        return set()
    files = _files(_root(own))
    if files is None:
        return wanted
    found: set[str] = set()
    is_package = own.stem == "__init__"
    name = os.fsencode(own.parent.name if is_package else own.stem)
    word = re.escape(name)
    # The modules of a package take its own names with dots alone.
    place = rb"(?:[.\w]*\b%s|\.+)" % word if is_package else rb"[.\w]*\b%s" % word
    taking = re.compile(rb"\bfrom\s+%s\s+import\s*(\([^)]*\)|[^\n]*)" % place)
    for file in files:
        if wanted == found:
            break
        data = _content(file) if file != str(own) else b""
        found |= {n for n in wanted if n[0] == "." and _has_attribute(n, data)}
        if name in data or (is_package and b"from ." in data):
            taken = b" ".join(taking.findall(data))
            found |= {n for n in wanted if n[0] != "." and _is_used(n, word, taken, data)}
    return found


def _has_attribute(name: str, data: bytes) -> bool:
    return re.search(rb"%s\b" % re.escape(name.encode()), data) is not None


def _is_used(name: str, module: bytes, taken: bytes, data: bytes) -> bool:
    encoded = re.escape(name.encode())
    if b"*" in taken or re.search(rb"\b%s\b" % encoded, taken):
        return True
    if re.search(rb"\b%s\s+as\s" % module, data) and re.search(rb"\.%s\b" % encoded, data):
        return True
    return re.search(rb"\b%s\s*[.,]\s*[\"']?%s\b" % (module, encoded), data) is not None


def _root(path: Path) -> Path:
    """The innermost folder above *path* that looks like a project of its own, else its own folder."""
    marked = [folder for folder in path.parents if any((folder / m).exists() for m in _MARKS)]
    return marked[0] if marked else path.parent


@lru_cache(maxsize=8)
def _files(root: Path) -> tuple[str, ...] | None:
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in _LEFT_OUT and not f.startswith(".")]
        found += (os.path.join(folder, name) for name in names if name.endswith(".py"))
        if len(found) > _MOST_FILES:
            return None
    return tuple(found)


@lru_cache(maxsize=4096)
def _content(file: str) -> bytes:
    try:
        return read_regular(file, largest_source(file))
    except OSError:
        return b""
