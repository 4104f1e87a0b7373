"""Which of the lines that fixes wrote ``ruff format`` would write otherwise.

    python tests/sweep/unformatted.py BEFORE AFTER

compares two folders, one before and one after ``asyncfix --apply``. A file counts where its old text stood,
nearly, as the formatter writes it at one width of lines; a hunk of a fix is unformatted where the
formatter changes lines of it, and left those that were there before as they were.
"""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_WIDTHS = (88, 100, 79, 80, 120, 110, 119, 99, 95, 130, 140, 150, 160, 200)
_LIKE_FORMATTED = 0.02
"""The part of the lines of a file that the formatter may change before."""


class Change(NamedTuple):
    """The lines (0-based, the end excluded) of an old text, and those of a new one in their place."""

    start: int
    end: int
    new_start: int
    new_end: int


def formatter() -> str | None:
    """The formatter's path, where it is installed."""
    beside = os.path.dirname(sys.executable)
    return shutil.which("ruff", path=os.pathsep.join([beside, os.environ.get("PATH", "")]))


def formatted(code: str, width: int) -> str:
    """*code* as the formatter writes it in lines of *width*; the same where it cannot read it."""
    command = [formatter() or "ruff", "format", "--isolated", f"--line-length={width}"]
    command += ["--config=format.quote-style='preserve'", "--stdin-filename=a.py", "-"]
    done = subprocess.run(command, input=code, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else code


def changes(old: str, new: str) -> list[Change]:
    """Where *old* and *new* differ."""
    lines = old.splitlines(), new.splitlines()
    matcher = difflib.SequenceMatcher(None, *lines, autojunk=False)
    return [Change(*place) for tag, *place in matcher.get_opcodes() if tag != "equal"]


def unformatted(before: str, after: str) -> tuple[int, list[str], int] | None:
    """The width, what the formatter changes in each hunk, and how many hunks; None where nobody formats."""
    width, old = _width(before)
    touched = sum(change.end - change.start for change in old)
    if touched > _LIKE_FORMATTED * len(before.splitlines()) + 2:
        return None
    clean = formatted(after, width)
    new, hunks = changes(after, clean), changes(before, after)
    shown = []
    for hunk in hunks:
        wrong = [one for one in new if one.start <= hunk.new_end and hunk.new_start <= one.end]
        if wrong and not any(one.start <= hunk.end and hunk.start <= one.end for one in old):
            shown.append(_shown(hunk, wrong, after.splitlines(), clean.splitlines()))
    return width, shown, len(hunks)


def _width(code: str) -> tuple[int, list[Change]]:
    found = [(width, changes(code, formatted(code, width))) for width in _WIDTHS]
    return min(
        found, key=lambda one: sum(c.end - c.start + c.new_end - c.new_start for c in one[1])
    )


def _shown(hunk: Change, wrong: list[Change], after: list[str], clean: list[str]) -> str:
    first = max(0, min(wrong[0].start, hunk.new_start) - 2)
    last = max(wrong[-1].end, hunk.new_end) + 2
    wanted = clean[max(0, wrong[0].new_start - 2) : wrong[-1].new_end + 2]
    return "\n".join([*after[first:last], "  ---- the formatter:", *wanted])


def main(old: Path, new: Path) -> None:
    """Print the unformatted hunks of all files, and the counts."""
    total = wrong = files = nobody = 0
    for path in sorted(new.rglob("*.py")):
        other = old / path.relative_to(new)
        if not other.is_file() or other.read_bytes() == path.read_bytes():
            continue
        found = unformatted(other.read_text(encoding="utf-8"), path.read_text(encoding="utf-8"))
        if found is None:
            nobody += 1
            continue
        width, shown, hunks = found
        files, total, wrong = files + 1, total + hunks, wrong + len(shown)
        for code in shown:
            print(f"==== {path.relative_to(new)} (at {width})\n{code}")
    print(f"# {files} files, {total} hunks, {wrong} unformatted; {nobody} files unlike formatted")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
