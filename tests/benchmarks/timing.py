"""Measure commands in pairs: alternately, in one run, by processor time or by the clock."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]

SIGNS_OF_A_CRASH = ("Traceback (most recent call last)", "There was a critical error")
"""What Python and flake8 print; the exit status 1 of flake8 may mean a crash or findings."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of processor time (children too), of the clock, and peak bytes."""

    cpu: float
    wall: float
    memory: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; *limit* is the budget, in the same unit as *figures*, one a round."""

    name: str
    figures: Sequence[float]
    limit: float
    unit: str
    note: str

    @property
    def is_over(self) -> bool:
        """Whether the median is over the limit."""
        return statistics.median(self.figures) > self.limit

    def __str__(self) -> str:
        verdict = "OVER" if self.is_over else "ok"
        spread = (min(self.figures), statistics.median(self.figures), max(self.figures))
        figures = " ".join(f"{figure:9.3f}" for figure in (*spread, self.limit))
        return f"{self.name:44} {figures} {self.unit:5} {verdict:5} {self.note}"


HEADER = " ".join((
    f"{'what':44}", *(f"{word:>9}" for word in ("min", "median", "max", "limit")),
    f"{'unit':5} {'':5} medians",
))  # fmt: skip


class BrokenRunError(Exception):
    """A command that crashed: its time says nothing."""


def run(command: Command, folder: Path) -> Cost:
    """Run *command* in *folder* without its output. Raises BrokenRunError when it crashes."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env=_usual())
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(max(0, output.tell() - 4000))
        said = output.read().decode(errors="replace")
    if process.returncode < 0 or any(sign in said for sign in SIGNS_OF_A_CRASH):
        raise BrokenRunError(f"{' '.join(command)}: {said}")
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(usage.ru_utime + usage.ru_stime, wall, memory)


def _usual() -> dict[str, str]:
    """The environment, but compiled modules are kept as for any user: a tenth of a small run."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept.setdefault("PYTHONPYCACHEPREFIX", str(Path(tempfile.gettempdir(), "asyncfix-benchmarks")))
    return kept


def alternate(
    first: Command,
    second: Command,
    folder: Path,
    rounds: int,
    before_first: Callable[[], None] = lambda: None,
) -> tuple[list[Cost], list[Cost]]:
    """Costs of both commands, run in turn, each first in every other round.

    One more round at the start, not counted, warms the file cache. *before_first* runs before
    each run of *first* and is not counted.
    """
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for number in range(-1, rounds):
        for index in (0, 1) if number % 2 else (1, 0):
            if index == 0:
                before_first()
            cost = run((first, second)[index], folder)
            if number >= 0:
                costs[index].append(cost)
    return costs


def ratio_row(
    name: str, limit: float, costs: tuple[list[Cost], list[Cost]], *, by_clock: bool = False
) -> Row:
    """A row with the ratio of two alternated commands, by processor time unless *by_clock*."""
    ours, theirs = ([cost.wall if by_clock else cost.cpu for cost in part] for part in costs)
    medians = f"{statistics.median(ours):.3f} s against {statistics.median(theirs):.3f} s"
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return Row(name, ratios, limit, "times", medians)
