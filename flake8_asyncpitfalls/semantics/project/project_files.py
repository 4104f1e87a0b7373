"""The files in which a project says what it is; they are read, never run."""

from __future__ import annotations

import os
from typing import Any

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.content import read_text

_BUILT = ".dist-info"


def text_of(path: str) -> str | None:
    """The text of the file at *path*; None where there is none that can be read."""
    try:
        return read_text(path)
    except (OSError, ValueError):
        return None


def toml_of(text: str) -> dict[str, Any]:
    """The tables of *text*; a broken one says nothing."""
    import tomllib  # costs time at start-up, and few runs ask

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def at(tables: Any, *names: str) -> Any:
    """What stands under *names*, one in the other; None where a table lacks one."""
    value = tables
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def metadata_folders(folder: str) -> list[str]:
    """The folders in *folder* that describe packages which are installed, or unpacked, beside them.

    Source: https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    try:
        names = sorted(entry.name for entry in asked.scan(folder, _BUILT))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith(_BUILT)]
