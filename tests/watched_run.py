"""Run one program and write down what blocked its event loop.

Called as ``python watched_run.py REPORT PROGRAM``. Writes REPORT as JSON when the program ends, by
itself or by an exception: ``blocking`` lists the calls that blockbuster caught (it makes them
raise), ``longest`` is the longest time in seconds that one step of a task or callback kept the loop
from all others, on asyncio and on trio.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import runpy
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any


class Watch:
    """What was seen so far."""

    def __init__(self) -> None:
        self.blocking: list[str] = []
        self.longest = 0.0
        self._started = 0.0

    def before_task_step(self, *_: object) -> None:
        self._started = time.perf_counter()

    def after_task_step(self, *_: object) -> None:
        self.longest = max(self.longest, time.perf_counter() - self._started)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps({"blocking": self.blocking, "longest": self.longest}))


def watch_asyncio(watch: Watch) -> None:
    """Time every callback; a task's step is one of them."""
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        watch.before_task_step()
        try:
            run(handle)
        finally:
            watch.after_task_step()

    asyncio.Handle._run = timed  # type: ignore[method-assign]


def watch_trio(watch: Watch) -> None:
    """Time every step of every trio task."""
    import trio

    run = trio.run

    def watched(*arguments: Any, instruments: tuple[Any, ...] = (), **options: Any) -> Any:
        return run(*arguments, instruments=[*instruments, watch], **options)

    trio.run = watched


def watch_calls(watch: Watch, harmless: Sequence[str]) -> None:
    """Make blocking calls on a loop raise, and note each even where the program catches it."""
    from blockbuster import BlockBuster, blockbuster

    class Noted(blockbuster.BlockingError):
        def __init__(self, function: str) -> None:
            super().__init__(function)
            watch.blocking.append(function)

    blockbuster.BlockingError = Noted
    watcher = BlockBuster()
    watcher.activate()
    for name in harmless:
        watcher.functions[name].deactivate()


def main(options: argparse.Namespace) -> None:
    watch = Watch()
    watch_asyncio(watch)
    for module in options.preload:
        importlib.import_module(module)
    if b"trio" in options.program.read_bytes():
        watch_trio(watch)
    if not options.let_block:
        with suppress(ImportError):
            watch_calls(watch, options.harmless)
    sys.argv = [str(options.program)]
    sys.path[0] = str(options.program.parent)
    try:
        runpy.run_path(str(options.program), run_name="__main__")
    finally:
        watch.write(options.report)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("report", type=Path)
    parser.add_argument("program", type=Path)
    parser.add_argument("--let-block", action="store_true", help="leave blockbuster out")
    parser.add_argument("--harmless", nargs="*", default=(), help="calls that may block")
    parser.add_argument("--preload", nargs="*", default=(), help="modules slow to import")
    return parser.parse_args()


if __name__ == "__main__":
    main(read_options())
