"""Findings, hops and fixes: plain frozen data that every layer may pass on.

Positions are those of ``ast``: lines count from 1, columns are 0-based UTF-8 byte offsets into
the line. Doors and reports convert them to what their format wants.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.edit import Edit


class Applicability(enum.StrEnum):
    """How far a fix may be trusted without a person looking at it."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Severity(enum.StrEnum):
    """How bad a finding is; the most severe first.

    ERROR: the program does something else than it says. WARNING: the loop stands still for as long
    as something else likes, or a resource is misused. NOTE: a short pause, a matter of style, or
    any stall in code that runs when nothing else does.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return list(Severity).index(self)

    def is_at_least(self, other: Severity) -> bool:
        """Whether this is as severe as *other* or more."""
        return self.rank <= other.rank


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: its *edits* are applied together, in their order, or not at all.

    So are the fixes of one file that have the same *group*, which says what they are about; an empty
    one stands for itself. *alone*: names of the module, and attributes as ``.name``, that no other
    file of the project may use. *is_tried*: it was carried out on trial, and nothing speaks against it.
    """

    applicability: Applicability
    description: str
    edits: tuple[Edit, ...]
    group: str = ""
    alone: tuple[str, ...] = ()
    is_tried: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether ``--apply`` may carry it out without ``--unsafe-fixes``."""
        return self.applicability is Applicability.SAFE


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a blocking path: *what* is called at *line* (1-based) of the file *path*.

    In reports about a notebook *line* is that of its *cell* number, and *file_line* that of the file.
    """

    path: str
    line: int
    what: str
    cell: int = 0
    file_line: int = 0

    @property
    def place(self) -> str:
        """The file and the line, as reports write them."""
        return f"{self.path}:{f'cell {self.cell}:' if self.cell else ''}{self.line}"


ANY_WAY = "*"
"""What a finding enters first where all that wait for one thing are one defect, whichever way they go."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: *message* is one line without the code; *fields* filled its placeholders.

    *entered* names the function that *chain* enters first, unless any would do: it is ANY_WAY where all
    that wait for one thing are told once. *opened_by* is the call that opened the file which this one reads
    or writes, or that made the coroutine which it uses, or the function that does the same in other places,
    or the change that the same loops do not expect; for a question, where the module begins that asks it.
    """

    code: str
    name: str
    message: str
    span: Span
    fix: Fix | None = None
    chain: tuple[Hop, ...] = ()
    fields: dict[str, str] = field(default_factory=dict, compare=False)
    severity: Severity = Severity.WARNING
    entered: str = ""
    opened_by: Span | None = None

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """Order of report: line, column, code, message."""
        return (self.span.line, self.span.column, self.code, self.message)
