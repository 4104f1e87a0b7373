"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.cli.file_result import FileResult

PATIENCE = 0.5
"""Seconds before a bar appears; importing what draws it would make short runs longer."""

INTERVAL = 0.1


def with_progress(
    results: Iterable[FileResult], total: int, *, is_wanted: bool
) -> Iterator[FileResult]:
    """*results* as they are, with a bar if *is_wanted*, the run is long, and a person is there."""
    if not is_wanted or not sys.stderr.isatty():
        yield from results
        return
    started = time.monotonic()
    iterator = enumerate(results, 1)
    for done, result in iterator:
        yield result
        if time.monotonic() - started > PATIENCE:
            yield from _with_bar(iterator, done, total)


def _with_bar(
    results: Iterator[tuple[int, FileResult]], done: int, total: int
) -> Iterator[FileResult]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn())
    # Without a thread that refreshes the bar, worker processes can still be forked.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    with bar:
        task = bar.add_task("", total=total, completed=done)
        drawn = 0.0
        for number, result in results:
            yield result
            if time.monotonic() - drawn > INTERVAL:
                bar.update(task, completed=number, refresh=True)
                drawn = time.monotonic()
