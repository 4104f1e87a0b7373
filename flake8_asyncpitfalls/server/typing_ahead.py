"""What to say of a large document while somebody types in it, before all of it is checked again.

A change in the body of one function is answered with what is found in that function now, and with
what was found elsewhere before, moved by the lines that came or went. What the change means elsewhere
is said when all of the document is checked, which happens as soon as nobody types.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.lint import Part
    from flake8_asyncpitfalls.span import Span

WORTH = 0.05
"""Seconds of CPU that a whole check takes from which on it is worth to answer before it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The *findings* that were told of a document with the text *data*.

    *cost* is what the last check of all of it took, in seconds of CPU.
    """

    data: bytes
    findings: list[Finding]
    cost: float


class Change(NamedTuple):
    """Lines *first* to *last* (from 1) are what differs; what follows them has moved by *shift*."""

    first: int
    last: int
    shift: int


def change_between(before: bytes, after: bytes) -> Change | None:
    """The one stretch of lines in which *after* differs; None where nothing does."""
    old, new = before.split(b"\n"), after.split(b"\n")
    if old == new:
        return None
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    # Lines that only went leave a seam: the lines on both sides of it.
    first, last = start + 1, len(new) - end
    return Change(min(first, max(last, 1)), max(first, last), len(new) - len(old))


def answer_ahead(
    known: Answer, data: bytes, check: Callable[[tuple[int, int]], Part | None]
) -> Answer | None:
    """What to say of the text *data* after *known* was said; None where all must be checked first.

    *check* finds what is in the function around some lines.
    """
    change = change_between(known.data, data)
    if known.cost < WORTH or change is None:
        return None
    part = check((change.first, change.last))
    if part is None:
        return None
    moved = (_moved(finding, change) for finding in known.findings)
    elsewhere = [one for one in moved if not part.first <= one.span.line <= part.last]
    found = sorted([*elsewhere, *part.findings], key=lambda finding: finding.sort_key)
    return Answer(data, found, known.cost)


def _moved(finding: Finding, change: Change) -> Finding:
    """*finding* where it stands now, as far as people see it."""
    if finding.span.line <= change.last - change.shift:
        return finding
    return replace(finding, span=_moved_span(finding.span, change.shift))


def _moved_span(span: Span, shift: int) -> Span:
    return replace(span, line=span.line + shift, end_line=span.end_line + shift)
