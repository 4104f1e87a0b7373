"""``--watch``: report again whenever a file changes."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli import files
from flake8_asyncpitfalls.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_asyncpitfalls.cli.per_folder import Configurations

INTERVAL = 0.3


def watch(named: list[str], configs: Configurations, report: Callable[[], int]) -> int:
    """Call *report* now and after each change of a file that is checked, until Ctrl-C.

    Raises SettingsError for standard input, which cannot change.
    """
    if "-" in named:
        raise SettingsError("--watch: standard input cannot be watched")
    while True:
        before = _stamps(named, configs)
        report()
        sys.stdout.flush()
        print("watching for changes; Ctrl-C ends", file=sys.stderr, flush=True)
        while _stamps(named, configs) == before:
            time.sleep(INTERVAL)


def _stamps(named: list[str], configs: Configurations) -> dict[str, tuple[int, int]]:
    stamps = {}
    for path in files.find_files_with(named, configs.filters).paths:
        try:
            status = os.stat(path)
        except OSError:
            continue
        stamps[path] = (status.st_mtime_ns, status.st_size)
    return stamps
