"""The format ``full``: each finding with its source line, the span underlined, and its chain.

What stalls for many files is told in full at the first of its places.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.reports.many_callers import first_of_many, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """All *findings*, an empty line after each."""
    told = first_of_many(findings)
    return "".join(f"{line}\n" for one, others in told for line in _lines(one, others, look))


def _lines(finding: Located, others: Sequence[Located], look: Look) -> Iterator[str]:
    place = f"{look.bold(finding.path)}:{finding.place_in_file}"
    yield f"{place}: {look.red(finding.code)} {look.mark(finding)}{finding.message}"
    margin = " " * len(str(finding.line))
    bar = look.blue("|")
    first = finding.source[0] if finding.source else ""
    yield f"{margin} {bar}"
    yield f"{look.blue(str(finding.line))} {bar} {_visible(first)}"
    yield f"{margin} {bar} {_underline(finding, first, look)}"
    for hop in finding.chain:
        yield f"{margin} {look.blue('=')} via {hop.place}: {hop.what}"
    for also in finding.also:
        yield f"{margin} {look.blue('=')} also {finding.path}:{also.place}: {also.code}"
    for place in lines_of(others):
        yield f"{margin} {look.blue('=')} also called at {place}"
    if finding.fix:
        kind = "unsafe fix" if finding.applicability == "unsafe" else "fix"
        yield f"{margin} {look.blue('=')} {kind}: {finding.fix}"
    yield ""


def _underline(finding: Located, line: str, look: Look) -> str:
    """Carets below the span, or below its first line when it has several, and the severity."""
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line.rstrip())
    blank = "".join("\t" if char == "\t" else " " * _width(char) for char in line[:start])
    carets = "^" * max(1, sum(map(_width, line[start:end])))
    more = " ..." if finding.end_line > finding.line else ""
    return blank + look.red(f"{carets}{more} {finding.severity}")


def _visible(line: str) -> str:
    """*line* without the characters that would move a terminal's cursor."""
    return "".join(char if char == "\t" or char.isprintable() else "\ufffd" for char in line)


def _width(char: str) -> int:
    """How many columns of a terminal *char* takes."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
