"""What the passes over one file know of each other: findings are known again by code and line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Applicability

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.finding import Finding


def known_by(data: bytes, findings: Iterable[Finding]) -> set[tuple[str, bytes]]:
    """The code of each of *findings*, which are of *data*, and its line without what is around it."""
    lines = data.splitlines()
    return {(finding.code, lines[finding.span.line - 1].strip()) for finding in findings}


def for_a_person(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Those of *findings* whose fix a person should look at."""
    return (one for one in findings if one.fix is not None and not one.fix.is_safe)


def not_safer(
    data: bytes, findings: Iterable[Finding], held_back: set[tuple[str, bytes]]
) -> list[Finding]:
    """*findings* of a later pass over what is now *data*, with no fix safer than in the first one.

    *held_back* is what ``known_by`` said of those that a person should look at: that the one beside it has
    been carried out makes none of them safe.
    """
    if not held_back:
        return list(findings)
    lines = data.splitlines()
    return [
        replace(one, fix=replace(one.fix, applicability=Applicability.UNSAFE))
        if one.fix is not None and (one.code, lines[one.span.line - 1].strip()) in held_back
        else one
        for one in findings
    ]
