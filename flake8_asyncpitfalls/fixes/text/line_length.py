"""How long the lines of a project may be, as it tells its formatter or linter; read, never run."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.semantics.project.project_files import at, text_of, toml_of

_USUAL = 88
"""What black does where it is not told."""
_MOST_FOLDERS = 10
_MOST_NEIGHBOURS = 8
_INI = re.compile(r"(?m)^[ \t]*(?:max[-_]line[-_]length|line[-_]length)[ \t]*=[ \t]*(\d+)")
_INI_NAMES = ("ruff.toml", ".ruff.toml", ".flake8", "setup.cfg", "tox.ini")


def line_length(path: str) -> int:
    """The limit for the file at *path*; 0 where its project names none."""
    folder = os.path.dirname(os.path.abspath(path)) if path else ""
    for _ in range(_MOST_FOLDERS if path else 0):
        found = _in_pyproject(folder) or _in_others(folder)
        if found:
            return found
        is_root = asked.kind(os.path.join(folder, ".git")) != asked.NOTHING
        above = os.path.dirname(folder)
        if is_root or above == folder:
            break
        folder = above
    return 0


def neighbours(path: str) -> str:
    """The text of some other modules of the folder of the file at *path*."""
    return _neighbours(os.path.dirname(path), path) if path else ""


@lru_cache(maxsize=64)
def _neighbours(folder: str, path: str) -> str:
    try:
        entries = asked.scan(folder or os.curdir, ".py")
    except OSError:
        return ""
    paths = sorted(entry.path for entry in entries if entry.name.endswith(".py"))
    others = [other for other in paths if os.path.basename(other) != os.path.basename(path)]
    return "\n".join(map(_text, others[:_MOST_NEIGHBOURS]))


def _in_pyproject(folder: str) -> int:
    text = _text(os.path.join(folder, "pyproject.toml"))
    if "line" not in text and "[tool.black]" not in text:
        return 0
    tables = toml_of(text)
    for name in ("ruff", "black", "flake8"):
        table = at(tables, "tool", name)
        if name == "black" and isinstance(table, dict):
            table = {"line-length": _USUAL, **table}
        for key in ("line-length", "max-line-length"):
            value = at(table, key)
            if isinstance(value, int) and value > 0:
                return value
    return 0


def _in_others(folder: str) -> int:
    for name in _INI_NAMES:
        match = _INI.search(_text(os.path.join(folder, name)))
        if match is not None:
            return int(match[1])
    return 0


def _text(path: str) -> str:
    return text_of(path) or ""
