"""From what is written in a config file or on the command line to an option's value."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.cli.codes import code_of
from flake8_asyncpitfalls.errors import SettingsError
from flake8_asyncpitfalls.selection import normalised, parse_per_file
from flake8_asyncpitfalls.settings import parse_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.cli.options import Option

TRUE = frozenset({"1", "yes", "true", "on"})
FALSE = frozenset({"0", "no", "false", "off"})


def read_value(option: Option, value: Any, folder: str) -> Any:
    """The value of *option* when *value* is written: text, or what TOML made of it.

    Paths and patterns are relative to *folder*. Raises SettingsError with the cause alone.
    """
    try:
        if option.kind == "engine":
            return _read_engine(option, value, folder)
        if option.name == "per_file_ignores":
            return parse_per_file(_per_file_text(value), folder)
        return _READERS[option.kind](option, value, folder)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _read_engine(option: Option, value: Any, folder: str) -> Any:
    if option.name == "stubs":
        value = [os.path.join(folder, path) for path in _words(value, r"[,\n]")]
    elif option.name == "enable":
        value = _codes(value)
    else:
        value = ("no", "yes")[value] if isinstance(value, bool) else _texts(value)
    return parse_option(option.name, value)


def _read_flag(option: Option, value: Any, folder: str) -> bool:
    del option, folder
    text = str(value).strip().lower()
    if text not in TRUE | FALSE:
        raise ValueError(f"not true or false: {value!r}")
    return text in TRUE


def _read_codes(option: Option, value: Any, folder: str) -> tuple[str, ...]:
    del option, folder
    return _codes(value)


def _read_patterns(option: Option, value: Any, folder: str) -> tuple[str, ...]:
    patterns = _words(value)
    if option.name == "filename":
        return patterns
    return tuple(normalised(pattern, folder) for pattern in patterns)


def _read_text(option: Option, value: Any, folder: str) -> str:
    del option, folder
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    return value


def _read_path(option: Option, value: Any, folder: str) -> str:
    path = _read_text(option, value, folder).strip()
    if not path:
        raise ValueError("the path is empty")
    if option.name == "cache_dir" and path == "none":
        return path
    return os.path.join(folder, path)


def _read_jobs(option: Option, value: Any, folder: str) -> int | None:
    del option, folder
    text = str(value).strip()
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"not a number from 1: {value!r}")
    return int(text)


def _read_choice(option: Option, value: Any, folder: str) -> str:
    del folder
    if value not in option.choices:
        from difflib import get_close_matches

        near = get_close_matches(str(value), option.choices, n=1)
        guess = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"not one of {', '.join(option.choices)}: {value!r}{guess}")
    return str(value)


_READERS: dict[str, Callable[[Option, Any, str], Any]] = {
    "flag": _read_flag,
    "codes": _read_codes,
    "patterns": _read_patterns,
    "text": _read_text,
    "path": _read_path,
    "jobs": _read_jobs,
    "choice": _read_choice,
}


def _words(value: Any, separators: str = r"[,\s]+") -> tuple[str, ...]:
    texts = _texts(value)
    texts = [texts] if isinstance(texts, str) else texts
    words = [word.strip() for text in texts for word in re.split(separators, text)]
    return tuple(word for word in words if word)


def _texts(value: Any) -> str | list[str]:
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError(f"not a list of texts: {value!r}")
    return value


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(code_of(word) for word in _words(value))


def _per_file_text(value: Any) -> str:
    if isinstance(value, dict):
        pairs = ((pattern, ",".join(_codes(codes))) for pattern, codes in value.items())
        return "\n".join(f"{pattern}: {codes}" for pattern, codes in pairs)
    return "\n".join([value] if isinstance(value, str) else _words(value, r"\n"))
