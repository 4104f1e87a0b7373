"""The lines below a report: how much was found, and how often each rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_asyncpitfalls.reports.located import Located


def count_line(
    findings: Sequence[Located], *, checked: int, counts_unsafe: bool, verb: str = "found"
) -> str:
    """``12 found in 8 files; 7 fixable with --apply (3 more with --unsafe-fixes)``.

    *checked* is the number of files that were read; *verb* is what nothing is, ``left`` after fixes.
    """
    if not findings:
        return f"nothing {verb} in {_files(checked)}"
    found = f"{len(findings)} found in {_files(len({finding.path for finding in findings}))}"
    safe = sum(finding.applicability == "safe" for finding in findings)
    unsafe = sum(finding.applicability == "unsafe" for finding in findings)
    if counts_unsafe:
        both = safe + unsafe
        return f"{found}; {both} fixable with --apply --unsafe-fixes" if both else found
    if safe:
        more = f" ({unsafe} more with --unsafe-fixes)" if unsafe else ""
        return f"{found}; {safe} fixable with --apply{more}"
    return f"{found}; {unsafe} fixable with --apply --unsafe-fixes" if unsafe else found


def statistics(findings: Iterable[Located]) -> str:
    """One line a rule, the most frequent first: count, code and name."""
    counts = Counter((finding.code, finding.name) for finding in findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    width = len(str(rows[0][1])) if rows else 0
    return "".join(f"{count:>{width}}  {code} {name}\n" for (code, name), count in rows)


def end_statistics(findings: Iterable[Located]) -> str:
    """One line for each place where several calls stall, the most frequent first; '' without any."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        if finding.chain:
            counts[finding.end_place, finding.end] += finding.calls
    rows = sorted((-count, *end) for end, count in counts.items() if count > 1)
    lines = [f"{-count}  {place} {what}\n" for count, place, what in rows]
    return "".join(["where they end:\n", *lines]) if lines else ""


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
