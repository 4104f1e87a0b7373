"""Every option, once: what both doors accept and what the rules and the model read."""

from __future__ import annotations

import enum
import re
import sys
from dataclasses import dataclass, field


class FollowImports(enum.StrEnum):
    """How far reach and types look beyond the file under check."""

    ENVIRONMENT = "environment"
    PROJECT = "project"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class ConfiguredCall:
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
    target_version: tuple[int, int] = field(default_factory=lambda: sys.version_info[:2])
    library: str = ""
    follow_imports: FollowImports = FollowImports.PROJECT

    def is_enabled(self, code: str) -> bool:
        """Whether the opt rule *code* was named with at least four characters (``ASY9``, ``ASY901``)."""
        return any(len(prefix) >= 4 and code.startswith(prefix) for prefix in self.enable)


def parse_target_version(text: str) -> tuple[int, int]:
    """Read ``3.12`` or ``py312``; raise ValueError for anything else."""
    match = re.fullmatch(r"(?:py)?3[.]?(\d{1,2})", text.strip())
    if match is None:
        raise ValueError(f"not a Python version: {text!r} (write 3.12)")
    return (3, int(match[1]))
