"""What one pass of fixes gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flake8_asyncpitfalls.finding import Finding

Lint: TypeAlias = Callable[[bytes], list[Finding]]


@dataclass(frozen=True, slots=True)
class FixResult:
    """*data* after one pass, the findings fixed in it, and those withheld with the reason."""

    data: bytes
    applied: tuple[Finding, ...]
    withheld: tuple[tuple[Finding, str], ...]
