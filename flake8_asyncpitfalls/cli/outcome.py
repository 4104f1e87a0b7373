"""What came of a run: its report, its messages and its exit status."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli.file_result import FileResult
from flake8_asyncpitfalls.cli.session import Mode
from flake8_asyncpitfalls.cli.writing import write_report_file
from flake8_asyncpitfalls.errors import SettingsError, SourceError
from flake8_asyncpitfalls.printable import printable
from flake8_asyncpitfalls.reports import FOR_PEOPLE, render
from flake8_asyncpitfalls.reports.located import failure
from flake8_asyncpitfalls.reports.once import tell_once
from flake8_asyncpitfalls.reports.summary import count_line, end_statistics, statistics
from flake8_asyncpitfalls.settings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from flake8_asyncpitfalls.cli.config import Configuration
    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look

FOUND, FAILED = 1, 2
_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}


@dataclass(slots=True)
class Outcome:
    """The results of all files, gathered as they come.

    *refused* are findings behind which no helper could be made async, with the reason; *left_out*
    the folders with other people's code that were passed over.
    """

    mode: Mode
    checked: int = 0
    errors: set[str] = field(default_factory=set)
    failures: list[Located] = field(default_factory=list)
    findings: list[Located] = field(default_factory=list)
    changed: list[FileResult] = field(default_factory=list)
    withheld: list[tuple[Located, str]] = field(default_factory=list)
    refused: list[tuple[Located, str]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    _matched: dict[str, int] = field(default_factory=dict)

    def add(self, result: FileResult) -> None:
        """Take one more *result*; an error is printed at once."""
        if result.error:
            self.add_error(result.error, result.path)
        else:
            self.checked += 1
            self._matched[result.path] = result.matched
        self.findings += result.findings
        self.withheld += result.withheld
        if result.is_changed:
            self.changed.append(result)

    def add_error(self, error: str, path: str = "") -> None:
        """Print *error*, unless it was printed, and remember that there was one.

        *path* is the file that it is about: by default what stands before its first colon.
        """
        line = printable(error)
        if line not in self.errors:
            print(line, file=sys.stderr)
        self.errors.add(line)
        path = path or error.partition(": ")[0]
        place = re.match(r":(\d+)", error.removeprefix(path)) if error.startswith(path) else None
        message = error.removeprefix(f"{path}{place[0] if place else ''}: ")
        self.failures.append(failure(path, int(place[1]) if place else 1, message))

    @property
    def matched(self) -> dict[str, int]:
        """The files that were checked, by absolute path, and the entries of the baseline that each met."""
        return {os.path.abspath(path): count for path, count in self._matched.items()}

    def exit_status(self, config: Configuration) -> int:
        """0 nothing found or all fixed, 1 findings remain, 2 a file could not be checked."""
        if self.errors:
            return FAILED
        is_only_shown = self.mode is Mode.DIFF and bool(self.changed)
        least = _RANKS[config["fail_on"]]
        is_bad = any(_RANKS[finding.severity] <= least for finding in self.findings)
        if (is_bad or is_only_shown) and not config["exit_zero"]:
            return FOUND
        return FOUND if self.changed and config["exit_non_zero_on_fix"] else 0

    def report(self, config: Configuration, look: Look) -> str:
        """The report of what remains, in the format that *config* asks for."""
        output_format = config["output_format"]
        if config["group_by"] and output_format == "full":
            output_format = "grouped"
        told = tell_once(self.findings)
        text = render(output_format, told, look, self.failures)
        if output_format not in FOR_PEOPLE:
            return text
        text += self.fix_report()
        if config["statistics"]:
            text += statistics(told) + end_statistics(told)
        return text if config["quiet"] else f"{text}{self.last_line(config)}\n"

    def last_line(self, config: Configuration) -> str:
        """How much was found in how many files, and how much of it can be repaired."""
        unsafe = bool(config["unsafe_fixes"])
        told = tell_once(self.findings)
        line = count_line(
            told,
            checked=self.checked,
            counts_unsafe=unsafe,
            verb="left" if self.changed else "found",
        )
        line += f"; {len(self.errors)} could not be checked" if self.errors else ""
        names = sorted({os.path.basename(folder) for folder in self.left_out})
        return f"{line} (left out: {', '.join(names)})" if names else line

    def fix_report(self) -> str:
        """What was fixed, by rule, and which fixes were withheld and why."""
        lines: list[str] = []
        fixed = [finding for result in self.changed for finding in result.fixed]
        if fixed:
            verb = {Mode.DIFF: "would fix", Mode.ADD_NOQA: "suppressed"}.get(self.mode, "fixed")
            files = "1 file" if len(self.changed) == 1 else f"{len(self.changed)} files"
            lines.append(f"{verb} {len(fixed)} in {files}:\n")
            lines += [f"  {line}\n" for line in statistics(fixed).splitlines()]
        lines += _reasons("not made async", _first_of_each(self.refused), len(self.refused))
        lines += ["to do by hand:\n"] if self.steps else []
        lines += [f"  {printable(step)}\n" for step in self.steps]
        lines += _reasons("withheld", self.withheld, len(self.withheld))
        return "".join(lines)


def _first_of_each(pairs: Sequence[tuple[Located, str]]) -> list[tuple[Located, str]]:
    """One pair a reason: one helper may stand behind a hundred findings."""
    counts = Counter(reason for _, reason in pairs)
    first = {reason: finding for finding, reason in reversed(pairs)}
    return [
        (first[reason], f"{reason}{f'; {count - 1} more' if count > 1 else ''}")
        for reason, count in counts.items()
    ]


def _reasons(title: str, pairs: Sequence[tuple[Located, str]], count: int) -> Iterator[str]:
    if pairs:
        yield f"{title} {count}:\n"
    for finding, reason in pairs:
        yield f"  {printable(f'{finding.place}: {finding.code}: {reason}')}\n"


def write_report(text: str, file: str | None, stream: TextIO) -> None:
    """Write *text* to *file*, if one is given, else to *stream*; raise SettingsError."""
    if file is None:
        stream.write(text)
        return
    try:
        write_report_file(file, text.encode("utf-8", "backslashreplace"))
    except (OSError, SourceError) as error:
        if isinstance(error, SourceError):
            raise SettingsError(f"--output-file: {error}") from error
        raise SettingsError(f"--output-file: {file}: {error.strerror or error}") from error
