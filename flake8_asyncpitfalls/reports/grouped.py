"""The format ``grouped``: findings below their file, their rule, or the place where they stall."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """A heading a group, its findings indented, an empty line after them."""
    groups: dict[str, list[Located]] = {}
    for finding in findings:
        groups.setdefault(_heading(finding, look), []).append(finding)
    if look.group_by == "file":
        return "".join(_group(heading, group, look) for heading, group in groups.items())
    most_first = sorted(groups.items(), key=lambda item: -_calls(item[1]))
    return "".join(
        _group(f"{heading} ({_counted(group)})", group, look) for heading, group in most_first
    )


def _heading(finding: Located, look: Look) -> str:
    if look.group_by == "rule":
        return f"{finding.code} {finding.name}"
    if look.group_by == "file":
        return finding.path
    return f"{finding.end_place} {finding.end}"


def _calls(findings: Sequence[Located]) -> int:
    return sum(finding.calls for finding in findings)


def _counted(findings: Sequence[Located]) -> str:
    calls, files = _calls(findings), len({finding.path for finding in findings})
    return f"{calls} {'call' if calls == 1 else 'calls'} in {files} {'file' if files == 1 else 'files'}"


def _group(heading: str, findings: Sequence[Located], look: Look) -> str:
    places = [_place(finding, look) for finding in findings]
    width = max(map(len, places))
    lines = [
        f"  {place:>{width}}  {look.red(finding.code)} {look.mark(finding)}{finding.message} "
        f"[{finding.severity}]\n"
        for place, finding in zip(places, findings, strict=True)
    ]
    return f"{look.bold(heading)}\n{''.join(lines)}\n"


def _place(finding: Located, look: Look) -> str:
    place = finding.place_in_file
    return place if look.group_by == "file" else f"{finding.path}:{place}"
