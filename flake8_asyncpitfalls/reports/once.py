"""One finding a defect: what would be told several times is told once, with its other places.

Findings of one file belong together when they stand in one line of source, when they end at the same
blocking line through the same first function (through any where it stalls only the first time), when
they wait for one lock on a file, when one opens a file and the others read or write it, when one starts a
function that stalls, when they are questions of one talk at the terminal, or when they use one coroutine.
Each keeps its own fix: this is done last, for those who read.
The most severe of them speaks, and of several the first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby

from flake8_asyncpitfalls.finding import ANY_WAY, Severity
from flake8_asyncpitfalls.reports.located import Also, Located
from flake8_asyncpitfalls.rule import BLOCKING, LONGEST_MESSAGE

_OF_RESULTS = frozenset({"ASY401"})
_OFBLOCKING = frozenset({"ASY704"})
"""What tells that a function stalls whose own stall is told, too."""
_PAUSES = frozenset({"ASY151"})
_MOST_PLACES = 4
_RANKS = {str(severity): severity.rank for severity in Severity}


def tell_once(findings: Iterable[Located]) -> list[Located]:
    """*findings*, in order of file and place, with those joined that tell of one defect."""
    by_file = groupby(findings, key=lambda finding: finding.path)
    return [told for _, of_file in by_file for told in _of_file(list(of_file))]


def _of_file(findings: Sequence[Located]) -> list[Located]:
    told = [_joined(group) for group in _groups(findings)]
    return sorted(
        told, key=lambda finding: (finding.cell, finding.line, finding.column, finding.code)
    )


def _groups(findings: Sequence[Located]) -> Iterable[list[Located]]:
    """The findings that share a key with each other, directly or through others."""
    # A forest of numbers: each leads to an earlier finding of its group, the first to itself.
    leads_to: list[int] = []
    number_of: dict[Hashable, int] = {}
    for number, finding in enumerate(findings):
        leads_to.append(number)
        for key in _keys(finding):
            first, other = (
                _first(leads_to, at) for at in (number_of.setdefault(key, number), number)
            )
            leads_to[max(first, other)] = min(first, other)
    groups: dict[int, list[Located]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(_first(leads_to, number), []).append(finding)
    return groups.values()


def _first(leads_to: list[int], number: int) -> int:
    """The first of the group of *number*; the way there is made shorter for the next who asks."""
    while leads_to[number] != number:
        leads_to[number] = leads_to[leads_to[number]]
        number = leads_to[number]
    return number


def _keys(finding: Located) -> Iterator[Hashable]:
    start = (finding.cell, finding.line, finding.column)
    yield ("line", finding.cell, finding.line)
    if not finding.code.startswith(BLOCKING):
        if finding.opened_at is not None:
            is_of_stall = finding.code in _OFBLOCKING
            use = ("opens",) if is_of_stall else ("uses", finding.code)
            yield (*use, finding.opened_at)
        return
    yield ("opens", start)
    if finding.opened_at is not None:
        yield ("opens", finding.opened_at)
    if finding.chain:
        first, last = finding.chain[0], finding.chain[-1]
        if finding.entered == ANY_WAY:
            yield ("thing", finding.code, last.path, last.what)
            return
        start_of_chain = (first.path, finding.entered) if finding.entered else ()
        yield ("end", finding.code, *start_of_chain, last.place)


def _joined(group: list[Located]) -> Located:
    """The finding that speaks for *group*."""
    if len(group) == 1:
        return group[0]
    speaker = min(group, key=_precedence)
    others = sorted(
        (finding for finding in group if finding is not speaker),
        key=lambda f: (f.cell, f.line, f.column, f.code),
    )
    fixed = next((f for f in (speaker, *others) if f.applicability), speaker)
    return speaker._replace(
        message=f"{speaker.message}{_places(speaker, others)}",
        applicability=fixed.applicability,
        fix=fixed.fix,
        also=tuple(Also.of(finding) for finding in others),
    )


def _precedence(finding: Located) -> tuple[int, int, int, int, bool, bool, bool, str]:
    """The most severe speaks, of those the first, and of a file what opens it.

    That a call must not be made there at all comes before what is done with its result. What a
    helper waits for, a server or a person, comes before its pause, which is mostly one between
    attempts.
    """
    rank, is_use = _RANKS[finding.severity], finding.opened_at is not None
    place = (finding.cell, finding.line, finding.column)
    is_after, is_pause = finding.code in _OF_RESULTS, finding.code in _PAUSES
    return (rank, *place, is_use, is_after, is_pause, finding.code)


def _places(speaker: Located, others: Sequence[Located]) -> str:
    """``(also at lines 40 and 52)``, ``(also ASY156)``, as many as fit; '' for the same again."""
    here = (speaker.cell, speaker.line)
    places = sorted({(finding.cell, finding.line) for finding in others} - {here})
    lines = [
        f"{line}" if cell == speaker.cell else f"{line} of cell {cell}" for cell, line in places
    ]
    words = {
        finding.code: None
        for finding in others
        if (finding.cell, finding.line) == here and finding.code != speaker.code
    }
    if not words and not lines:
        return ""
    for most in range(_MOST_PLACES, 0, -1):
        parts = [_listed(list(words), most)] if words else []
        if lines:
            noun = "line" if len(lines) == 1 else "lines"
            parts.append(f"at {noun} {_listed(lines, most)}")
        text = f" (also {', '.join(parts)})"
        if len(speaker.message) + len(text) <= LONGEST_MESSAGE:
            return text
    return f" (also {len(words) + len(lines)} more)"


def _listed(words: Sequence[str], most: int) -> str:
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{len(words) - most} more")
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
