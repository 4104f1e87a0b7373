"""What a later pass over a file knows of the first one."""

from __future__ import annotations

from flake8_asyncpitfalls.cli.passes import for_a_person, known_by, not_safer
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix
from flake8_asyncpitfalls.span import Span

BEFORE = b"x = 1\nrmtree(a)\nrmtree(b)\nrmtree(c)\n"
AFTER = b"x = 1\n\nrmtree(a)\nawait rmtree(b)\nrmtree(c)\n"


def found(line: int, applicability: Applicability | None) -> Finding:
    fix = None if applicability is None else Fix(applicability, "await it", ())
    return Finding("ASY107", "x", "x", Span(line, 0, line, 9), fix)


def test_no_fix_is_safer_in_a_later_pass() -> None:
    first = [found(2, Applicability.UNSAFE), found(3, Applicability.SAFE), found(4, None)]
    held_back = known_by(BEFORE, for_a_person(first))
    later = [found(3, Applicability.SAFE), found(5, Applicability.SAFE)]
    fixes = [finding.fix for finding in not_safer(AFTER, later, held_back)]
    assert [fix.is_safe for fix in fixes if fix is not None] == [False, True]
    assert not_safer(AFTER, later, set()) == later
