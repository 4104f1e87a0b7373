"""The last gate: the findings of the fixed text against those before, place by place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.fixes.checks.gates import Failure
from flake8_asyncpitfalls.fixes.text.fragment import Fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.fixes.assembly import Attempt
    from flake8_asyncpitfalls.fixes.text.file_text import FileText

Key: TypeAlias = "tuple[str, Fragment | int]"
"""A code, with the fragment that the finding starts in, or its offset in the new text elsewhere."""


def findings_failure(
    attempt: Attempt,
    before: Iterable[Finding],
    after: Iterable[Finding],
    all_before: Callable[[], Iterable[Finding]],
) -> Failure | None:
    """Whether each fixed finding is gone and none is new; None when so.

    Outside of the fragments a finding is the same when code and position agree; inside of one,
    where code moves about, the number of findings of a code may not exceed what was there less
    what was fixed. A note of another code does not count. *before* may hold only those that the
    user selected; *all_before* is asked for the rest only when *after* has one that is not there.
    """
    places = {fragment: (fragment.start, fragment.end) for fragment in attempt.fragments}
    old_keys = _keys(before, attempt.old, places, attempt.splice.moved)
    fixed_findings = [finding for plan in attempt.plans for finding in plan.findings]
    codes = {finding.code for finding in fixed_findings}
    weighty = [f for f in after if f.severity is not Severity.NOTE or f.code in codes]
    new_keys = _keys(weighty, attempt.new, attempt.new_ranges, lambda offset: offset)
    fixed = _keys(fixed_findings, attempt.old, places, attempt.splice.moved)
    excess = new_keys - (old_keys - fixed)
    if excess:
        # What has a safe fix of its own is mended by the next pass.
        mended = [f for f in after if f.fix and f.fix.is_safe and f.code not in _codes(attempt)]
        excess -= _keys(mended, attempt.new, attempt.new_ranges, lambda offset: offset)
    if excess:
        old_keys |= _keys(all_before(), attempt.old, places, attempt.splice.moved)
        excess &= new_keys - (old_keys - fixed)
    if not excess:
        return None
    return _blamed(min(excess, key=repr), attempt, fixed)


def _codes(attempt: Attempt) -> set[str]:
    return {finding.code for plan in attempt.plans for finding in plan.findings}


def _keys(
    findings: Iterable[Finding],
    text: FileText,
    places: Mapping[Fragment, tuple[int, int]],
    moved: Callable[[int], int],
) -> Counter[Key]:
    keys: Counter[Key] = Counter()
    for finding in findings:
        offset = text.offset(finding.span.line, finding.span.column)
        inside = [fragment for fragment, (start, end) in places.items() if start <= offset < end]
        keys[finding.code, inside[0] if inside else moved(offset)] += 1
    return keys


def _blamed(key: Key, attempt: Attempt, fixed: Counter[Key]) -> Failure:
    code, place = key
    reason = "the finding would still be there" if fixed[key] else f"it would cause a new {code}"
    if isinstance(place, Fragment):
        return Failure(reason, attempt.owners([place]))
    if not fixed[key]:
        return Failure(reason, attempt.plans)
    old, moved = attempt.old, attempt.splice.moved
    suspects = [
        plan
        for plan in attempt.plans
        for finding in plan.findings
        if finding.code == code
        and moved(old.offset(finding.span.line, finding.span.column)) == place
    ]
    return Failure(reason, suspects or attempt.plans)
