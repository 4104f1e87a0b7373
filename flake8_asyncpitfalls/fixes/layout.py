"""What fixes have written, laid out as the rest of the file is.

Only in files whose broken lines stand as formatters would write them, and where the statements that a
fix touches did so before: nobody's own layout is changed. There, lines that stood under each other do
so still.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.fixes.text.alignment import realigned
from flake8_asyncpitfalls.fixes.text.code_lines import laid_out
from flake8_asyncpitfalls.fixes.text.file_text import FileText, Replacement, Splice
from flake8_asyncpitfalls.fixes.text.statement_parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flake8_asyncpitfalls.fixes.assembly import Attempt
    from flake8_asyncpitfalls.fixes.text.statement_parts import Part


def with_layout(attempt: Attempt) -> FileText:
    """The new text of *attempt* with the statements that it touches in lines of the file's style."""
    old, new = attempt.old, attempt.new
    before, after = _Parts(old), _Parts(new)
    changes: dict[int, Replacement] = {}
    for fragment, place in attempt.new_ranges.items():
        touched = list(before.within(fragment.start, fragment.end))
        made = list(after.within(*place))
        layout = _layout_of(touched, old)
        if layout is None:
            lines = _lines(touched, (fragment.start, fragment.end), old)
            found = _aligned(old.source[slice(*lines)], _lines(made, place, new), new, old.width)
        else:
            found = [change for part in made if (change := layout.change(part)) is not None]
        changes |= {change.start: change for change in found if _is_apart(change, changes)}
    if not changes:
        return new
    source = Splice(new.source, list(changes.values())).source
    return FileText(source, new.encoding, new.path)


def _is_apart(change: Replacement, others: Mapping[int, Replacement]) -> bool:
    return all(one.end <= change.start or change.end <= one.start for one in others.values())


def _layout_of(touched: Sequence[Part], text: FileText) -> _Layout | None:
    """How *touched*, parts of *text*, are laid out; None where nobody knows."""
    if not text.style.is_by_brackets:
        return None
    for chains, wraps in product((True, False), repeat=2):
        layout = _Layout(text.width, wraps, chains, text.newline.decode("ascii"))
        if all(layout.change(part) is None for part in touched):
            return layout
    return None


def _lines(parts: Sequence[Part], place: tuple[int, int], text: FileText) -> tuple[int, int]:
    """The offsets of the whole lines of *text* that *parts*, and the code at *place*, stand on."""
    start = min([place[0], *(part.start for part in parts)])
    end = max([place[1], *(part.end for part in parts)])
    return text.line_starts[text.line_at(start) - 1], text.line_end(end, with_newline=False)


def _aligned(was: bytes, lines: tuple[int, int], text: FileText, width: int) -> list[Replacement]:
    """What moves lines of *text* that no longer stand under each other, which were the code *was*."""
    now = text.source[slice(*lines)]
    old, new = (code.decode("utf-8").replace("\r\n", "\n") for code in (was, now))
    code = realigned(old, new, width)
    if code == new:
        return []
    return [Replacement(*lines, code.replace("\n", text.newline.decode("ascii")).encode("utf-8"))]


class _Parts:
    """The parts of a text, in their order."""

    def __init__(self, text: FileText) -> None:
        self._parts: Sequence[Part] = sorted(parts_of(text), key=lambda part: part.start)

    def within(self, start: int, end: int) -> Iterator[Part]:
        """Those that share something with the code from *start* to *end*."""
        return (part for part in self._parts if part.start < end and start < part.end)


class _Layout(NamedTuple):
    """*wraps_conditions* and *parts_chains* are those of laid_out, *newline* ends the lines of the file."""

    width: int
    wraps_conditions: bool
    parts_chains: bool
    newline: str

    def change(self, part: Part) -> Replacement | None:
        """*part* in the lines that it should have; None where it has them, or they are not known."""
        wraps, chains = self.wraps_conditions, self.parts_chains
        code = laid_out(
            part.code, part.indent, self.width, wraps_conditions=wraps, parts_chains=chains
        )
        if code is None or code == part.code or not _means_the_same(part, code):
            return None
        return Replacement(part.start, part.end, code.replace("\n", self.newline).encode("utf-8"))


def _means_the_same(part: Part, code: str) -> bool:
    try:
        return part.tree == type(part)(part.start, part.end, part.indent, code).tree
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
