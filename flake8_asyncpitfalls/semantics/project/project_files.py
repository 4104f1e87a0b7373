"""The files in which a project says what it is; they are read, never run."""

from __future__ import annotations

from typing import Any

from flake8_asyncpitfalls.content import read_text


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
