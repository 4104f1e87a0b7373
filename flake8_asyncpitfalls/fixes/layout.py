"""What fixes have written, laid out as the rest of the file is.

Only in files whose broken lines stand as formatters would write them, and where the statements that a
fix touches did so before: nobody's own layout is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.fixes.text.code_lines import laid_out
from flake8_asyncpitfalls.fixes.text.file_text import FileText, Replacement, Splice
from flake8_asyncpitfalls.fixes.text.statement_parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.fixes.assembly import Attempt
    from flake8_asyncpitfalls.fixes.text.statement_parts import Part


def with_layout(attempt: Attempt) -> FileText:
    """The new text of *attempt* with the statements that it touches in lines of the file's style."""
    old, new = attempt.old, attempt.new
    newline = old.newline.decode("ascii")
    if not old.style.is_by_brackets:
        return new
    before, after = _Parts(old), _Parts(new)
    changes: dict[int, Replacement] = {}
    for fragment, (start, end) in attempt.new_ranges.items():
        touched = list(before.within(fragment.start, fragment.end))
        for wraps in (True, False):
            layout = _Layout(old.width, wraps, newline)
            if all(layout.change(part) is None for part in touched):
                made = map(layout.change, after.within(start, end))
                changes |= {change.start: change for change in made if change is not None}
                break
    if not changes:
        return new
    source = Splice(new.source, list(changes.values())).source
    return FileText(source, new.encoding, new.path)


class _Parts:
    """The parts of a text, in their order."""

    def __init__(self, text: FileText) -> None:
        self._parts: Sequence[Part] = sorted(parts_of(text), key=lambda part: part.start)

    def within(self, start: int, end: int) -> Iterator[Part]:
        """Those that share something with the code from *start* to *end*."""
        return (part for part in self._parts if part.start < end and start < part.end)


class _Layout(NamedTuple):
    """*wraps_conditions* is that of laid_out, *newline* what ends the lines of the file."""

    width: int
    wraps_conditions: bool
    newline: str

    def change(self, part: Part) -> Replacement | None:
        """*part* in the lines that it should have; None where it has them, or they are not known."""
        wraps = self.wraps_conditions
        code = laid_out(part.code, part.indent, self.width, wraps_conditions=wraps)
        if code is None or code == part.code or not _means_the_same(part, code):
            return None
        return Replacement(part.start, part.end, code.replace("\n", self.newline).encode("utf-8"))


def _means_the_same(part: Part, code: str) -> bool:
    try:
        return part.tree == type(part)(part.start, part.end, part.indent, code).tree
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
