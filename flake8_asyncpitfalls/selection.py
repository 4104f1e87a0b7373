"""Which codes are reported where: flake8's decisions about select, ignore and per-file-ignores.

The meaning is that of ``DecisionEngine`` and ``StyleGuideManager`` in
https://github.com/PyCQA/flake8/blob/main/src/flake8/style_guide.py, and a test compares the two;
importing flake8 for it would take longer than checking a project that did not change.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.semantics.source.noqa import is_listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.source.noqa import Suppressions
    from flake8_asyncpitfalls.settings import Settings

DEFAULT = ("ASY",)
"""What is selected when nothing is: the name under which flake8 knows the plugin."""

_WORK_ON_OPENED = frozenset({"ASY106", "ASY108"})
"""The rules that tell of a file or socket where it is opened, and of the work with it there, too."""


class PerFile(NamedTuple):
    """One entry of per-file-ignores: *codes* are ignored in files that match *pattern*."""

    pattern: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user selected and ignored; *select* is None when that option is not used."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    _decisions: dict[tuple[str, tuple[str, ...]], bool] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def named(self) -> tuple[str, ...]:
        """The codes and prefixes that the user wrote to have something reported."""
        return (*(self.select or ()), *self.extend_select)

    def is_selected(self, code: str, path: str) -> bool:
        """Whether *code* is to be reported in the file *path*."""
        return self._decide(code, self._ignored_in(path))

    def is_empty(self) -> bool:
        """Whether no code of ours is selected, whatever is ignored."""
        chosen = (*(DEFAULT if self.select is None else self.select), *self.extend_select)
        return not any(code.startswith("ASY") or "ASY".startswith(code) for code in chosen)

    def _ignored_in(self, path: str) -> tuple[str, ...]:
        """What per-file-ignores adds: the entry with the longest pattern counts, and no other."""
        matching = [entry for entry in self.per_file if is_matching(path, [entry.pattern])]
        if not matching:
            return ()
        return max(matching, key=lambda entry: len(entry.pattern)).codes

    def _decide(self, code: str, extra: tuple[str, ...]) -> bool:
        decision = self._decisions.get((code, extra))
        if decision is None:
            decision = self._decisions[code, extra] = self._decide_anew(code, extra)
        return decision

    def _decide_anew(self, code: str, extra: tuple[str, ...]) -> bool:
        by_default = DEFAULT if self.select is None else ()
        is_explicit = code.startswith(self.named)
        if not is_explicit and not code.startswith(by_default):
            return False
        ignored = _longest(code, (*self.ignore, *extra))
        if ignored < 0:
            return True
        return is_explicit and _longest(code, (*self.named, *by_default)) > ignored


def reported(
    findings: Iterable[Finding],
    path: str,
    selection: Selection,
    suppressions: Suppressions,
    settings: Settings,
) -> list[Finding]:
    """Those *findings* of the file *path* that are selected, severe enough and not suppressed.

    A comment where a file is opened speaks for what is done with it, too: they are told of together.
    """
    least = Severity(settings.min_severity)
    selected = [
        finding
        for finding in findings
        if finding.severity.is_at_least(least) and selection.is_selected(finding.code, path)
    ]
    left_out = {
        (finding.code, finding.span)
        for finding in selected
        if _is_suppressed(finding, suppressions, settings)
    }
    return [
        finding
        for finding in selected
        if (finding.code, finding.span) not in left_out
        and not (finding.code in _WORK_ON_OPENED and (finding.code, finding.opened_by) in left_out)
    ]


def _is_suppressed(finding: Finding, suppressions: Suppressions, settings: Settings) -> bool:
    """Whether a comment on its line names its code, or one that another linter has for it."""
    if suppressions.is_suppressed(finding.span.line, finding.code):
        return True
    if not settings.honour_peers:
        return False
    codes = suppressions.codes_at(finding.span.line)
    ruffs = suppressions.ruff_codes_at(finding.span.line)
    if not codes and not ruffs:
        return False
    from flake8_asyncpitfalls.peers import peer_codes

    known = peer_codes(finding.code)
    return not ruffs.isdisjoint(known) or any(codes and is_listed(one, codes) for one in known)


def _longest(code: str, prefixes: tuple[str, ...]) -> int:
    """The length of the longest of *prefixes* that *code* starts with, -1 when there is none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


def is_matching(path: str, patterns: list[str]) -> bool:
    """Whether the name of *path*, or its absolute form, matches one of *patterns*."""
    name = os.path.basename(path)
    if name not in {".", ".."} and any(fnmatch(name, pattern) for pattern in patterns):
        return True
    absolute = os.path.abspath(path)
    return any(fnmatch(absolute, pattern) for pattern in patterns)


def normalised(pattern: str, folder: str) -> str:
    """*pattern* made absolute below *folder* if it has a slash, as flake8 does with paths."""
    if pattern == "." or "/" in pattern or os.path.sep in pattern:
        pattern = os.path.abspath(os.path.join(folder, pattern))
    return pattern.rstrip("/" + os.path.sep)


def parse_per_file(text: str, folder: str) -> tuple[PerFile, ...]:
    """Read ``pattern,pattern: CODE,CODE  pattern: CODE``; raise ValueError for another form.

    Patterns with a slash are taken relative to *folder*.
    """
    from flake8.exceptions import ExecutionError
    from flake8.utils import parse_files_to_codes_mapping

    try:
        pairs = parse_files_to_codes_mapping(text)
    except ExecutionError as error:
        raise ValueError(f"not of the form 'pattern: CODES': {text.strip()!r}") from error
    return tuple(PerFile(normalised(pattern, folder), tuple(codes)) for pattern, codes in pairs)
