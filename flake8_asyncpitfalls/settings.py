"""Every option, once: what both doors accept and what the rules and the model read."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.content import read_text
from flake8_asyncpitfalls.errors import SettingsError
from flake8_asyncpitfalls.record import Record

DEFAULT_CACHE = ".asyncfix_cache"
"""The folder, in the current directory, where both doors keep what they learnt."""
SEVERITIES = ("error", "warning", "note")
_OPINIONS = "ASY9"
"""The one family that may be named as a whole: naming another never turns an opt rule on."""
MAX_SOURCE_BYTES = 10_000_000
"""Larger files are generated ones; parsing them would take gigabytes."""


class FollowImports(enum.StrEnum):
    """How far reach and types look beyond the file under check."""

    ENVIRONMENT = "environment"
    PROJECT = "project"
    FILE = "file"


class ConfiguredCall(Record):
    """One entry of ``asy-blocking``: a qualified name and, optionally, what to use instead."""

    qualified_name: str
    instead: str = ""

    @classmethod
    def parse(cls, entry: str) -> ConfiguredCall:
        """Read ``pkg.mod.func`` or ``pkg.mod.func -> replacement text``."""
        name, _, instead = entry.partition("->")
        return cls(name.strip(), instead.strip())


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides which findings a file has; equal settings and equal text give equal findings."""

    blocking: tuple[ConfiguredCall, ...] = ()
    nonblocking: tuple[str, ...] = ()
    coroutines: tuple[str, ...] = ()
    offloaders: tuple[str, ...] = ()
    task_keepers: tuple[str, ...] = ()
    transparent_decorators: tuple[str, ...] = ()
    file_library: str = ""
    stubs: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    target_version: tuple[int, int] | None = None
    library: str = ""
    follow_imports: FollowImports = FollowImports.PROJECT
    startup: tuple[str, ...] = ()
    min_severity: str = field(default="note", repr=False)
    honour_peers: bool = field(default=True, repr=False)
    """The last two decide what is told of what was found; the cache need not know them."""

    def is_enabled(self, code: str) -> bool:
        """Whether the opt rule *code* was named: in full, or, of the opinions, by ``ASY9``."""
        return code in self.enable or (
            code.startswith(_OPINIONS)
            and any(
                prefix.startswith(_OPINIONS) and code.startswith(prefix) for prefix in self.enable
            )
        )


def parse_target_version(text: str) -> tuple[int, int]:
    """Read ``3.12`` or ``py312``; raise ValueError for anything else."""
    match = re.fullmatch(r"(?:py)?3[.]?(\d{1,2})", text.strip())
    if match is None:
        raise ValueError(f"not a Python version: {text!r} (write 3.12)")
    return (3, int(match[1]))


def _entries(value: str | Iterable[str], separators: str = r"[,\s]+") -> list[str]:
    texts = [value] if isinstance(value, str) else value
    parts = (part.strip() for text in texts for part in re.split(separators, text))
    return [part for part in parts if part]


def _checked_name(name: str) -> str:
    if not re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", name):
        raise ValueError(f"not a dotted name: {name!r}")
    return name


def _parse_names(value: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(_checked_name(name) for name in _entries(value))


def _parse_blocking(value: str | Iterable[str]) -> tuple[ConfiguredCall, ...]:
    calls = tuple(ConfiguredCall.parse(entry) for entry in _entries(value, r"[,\n]"))
    for call in calls:
        _checked_name(call.qualified_name)
    return calls


def _parse_enable(value: str | Iterable[str]) -> tuple[str, ...]:
    for code in _entries(value):
        if not re.fullmatch(r"ASY(9\d?|\d{3})", code):
            raise ValueError(f"not a code such as ASY9 or ASY901: {code!r}")
    return tuple(_entries(value))


def _parse_stubs(value: str | Iterable[str]) -> tuple[str, ...]:
    for folder in _entries(value, r"[,\n]"):
        if asked.kind(folder) != asked.FOLDER:
            raise ValueError(f"no such directory: {folder!r}")
    return tuple(_entries(value, r"[,\n]"))


def _one_of(*allowed: str) -> Callable[[str | Iterable[str]], str]:
    def parse(value: str | Iterable[str]) -> str:
        text = value.strip() if isinstance(value, str) else ""
        if text not in allowed:
            raise ValueError(f"not one of {', '.join(allowed)}: {value!r}")
        return text

    return parse


def _parse_truth(value: str | Iterable[str]) -> bool:
    return _one_of("yes", "no")(value) == "yes"


def _parse_version(value: str | Iterable[str]) -> tuple[int, int]:
    return parse_target_version(value if isinstance(value, str) else repr(value))


def _parse_follow_imports(value: str | Iterable[str]) -> FollowImports:
    return FollowImports(_one_of(*FollowImports)(value))


PARSERS: Mapping[str, Callable[[str | Iterable[str]], Any]] = {
    "blocking": _parse_blocking,
    "nonblocking": _parse_names,
    "coroutines": _parse_names,
    "offloaders": _parse_names,
    "task_keepers": _parse_names,
    "transparent_decorators": _parse_names,
    "file_library": _one_of("aiofiles", "anyio", "trio"),
    "stubs": _parse_stubs,
    "enable": _parse_enable,
    "target_version": _parse_version,
    "library": _one_of("asyncio", "trio", "anyio"),
    "follow_imports": _parse_follow_imports,
    "startup": _parse_names,
    "min_severity": _one_of(*SEVERITIES),
    "honour_peers": _parse_truth,
}
"""For every field of Settings what reads its text; each raises ValueError with the cause."""

HELP: Mapping[str, str] = {
    "blocking": "qualified names of blocking calls, each with an optional '-> what to use instead'",
    "nonblocking": "qualified names of calls that do not block, whatever is known of them",
    "coroutines": "qualified names of functions whose result must be awaited",
    "offloaders": "qualified names of functions that run their first argument off the loop",
    "task_keepers": "qualified names of functions that keep the tasks they make",
    "transparent_decorators": "qualified names of decorators that leave a function what it is",
    "file_library": "library that fixes use for files: aiofiles, anyio or trio",
    "stubs": "directories with your own .pyi stubs",
    "enable": "opt rules to run, by their code (ASY411); ASY9 names all opinions",
    "target_version": "oldest Python that the code must run on (default: what each file's project says)",
    "library": "library to recommend where a file does not tell: asyncio, trio or anyio",
    "follow_imports": "how far to look beyond a file: environment, project or file",
    "startup": "functions that run before anything is served, by name or dotted name",
    "min_severity": "least severity to report: error, warning or note (default)",
    "honour_peers": "whether '# noqa' with another linter's code counts: yes (default) or no",
}
"""One line of help for every field of Settings."""


def enabled(enable: Iterable[str], selected: Iterable[str]) -> tuple[str, ...]:
    """The value of Settings.enable: *enable*, and those *selected* codes that name opt rules."""
    return tuple(code for code in (*enable, *selected) if re.fullmatch(r"ASY\d+", code))


def parse_option(name: str, value: str | Iterable[str]) -> Any:
    """The value that *value* (as written in a config file or command line) has for field *name*.

    Raises SettingsError whose message gives the cause but not the option's name or origin, which
    the caller knows.
    """
    try:
        return PARSERS[name](value)
    except ValueError as error:
        raise SettingsError(str(error)) from error


_FILE_LIBRARY = r"""(?m)(?:^[ \t]*|["'])(aiofiles|anyio)(?=[ \t]*(?:["'\[<>=~!;]|$))"""
"""A dependency, in a list of strings, as a key or on a line of its own."""


def project_file_library(folder: Path) -> str:
    """``aiofiles`` or ``anyio``, whichever the project at or above *folder* depends on, or ''.

    Read from the nearest folder with a pyproject.toml or a requirements.txt.
    """
    for parent in (folder, *folder.parents):
        texts = [_text(parent / name) for name in ("pyproject.toml", "requirements.txt")]
        if any(texts):
            return min(re.findall(_FILE_LIBRARY, "\n".join(texts)), default="")
    return ""


def _text(path: Path) -> str:
    try:
        return read_text(path)
    except (OSError, UnicodeDecodeError):
        return ""
