"""What many files tell of one helper, for people: the first place in full, the others in a line a file.

A helper that blocks and is called everywhere would fill a report with itself. Every place stays in it, and
counts: what is told of a file does not depend on the files beside it, only how it is laid out.
"""

from __future__ import annotations

from collections.abc import Sequence

from flake8_asyncpitfalls.finding import ANY_WAY, Severity
from flake8_asyncpitfalls.reports.located import Located

_MANY = 4
"""So many files must tell of a helper that it is told once."""
_RANKS = {str(severity): severity.rank for severity in Severity}
Told = tuple[Located, Sequence[Located]]
"""A finding, and the others that it speaks for."""


def first_of_many(findings: Sequence[Located]) -> list[Told]:
    """*findings* in their order, without those of many files that another of the same helper speaks for.

    The most severe speaks, and of those the first.
    """
    groups: dict[tuple[str, ...], list[Located]] = {}
    for finding in findings:
        if finding.chain:
            groups.setdefault(_key(finding), []).append(finding)
    speakers: dict[int, list[Located]] = {}
    silent: set[int] = set()
    for group in groups.values():
        if len({finding.path for finding in group}) >= _MANY:
            speaker = min(group, key=lambda finding: _RANKS[finding.severity])
            others = [finding for finding in group if finding is not speaker]
            speakers[id(speaker)] = others
            silent.update(map(id, others))
    return [(one, speakers.get(id(one), ())) for one in findings if id(one) not in silent]


def lines_of(others: Sequence[Located]) -> list[str]:
    """``app/users.py:12:5, 40:9``: where *others* stand, one line a file."""
    places: dict[str, list[str]] = {}
    for finding in others:
        of_file = places.setdefault(finding.path, [])
        of_file += [finding.place_in_file, *(also.place for also in finding.also)]
    return [f"{path}:{', '.join(dict.fromkeys(found))}" for path, found in places.items()]


def _key(finding: Located) -> tuple[str, ...]:
    """The helper and the place where it stalls."""
    first, last = finding.chain[0], finding.chain[-1]
    if finding.entered == ANY_WAY:
        return (finding.code, last.path, last.what)
    return (finding.code, first.path, finding.entered, last.place)
