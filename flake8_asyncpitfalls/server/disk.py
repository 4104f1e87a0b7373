"""What the files that answers rest on looked like, to see that they have changed on the disk.

Editors tell of changes that they see; after a checkout, or where an editor watches nothing, the
files themselves do.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from typing import TypeAlias

State: TypeAlias = tuple[int, int, int, int] | None
_REST = 1.0
"""Seconds in which the files are looked at once."""
_TICK = 50_000_000
"""Nanoseconds in which a file may change twice and look the same."""


class Disk:
    """The states of files and folders, which need not be there."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._young: set[str] = set()
        self._looked = 0.0

    def note(self, paths: Iterable[str], since: int) -> None:
        """Remember how *paths* are by now; those that changed after *since* were perhaps read before."""
        for path in paths:
            if path not in self._states:
                state = self._states[path] = _state(path)
                if state is not None and max(state[:2]) > since - _TICK:
                    self._young.add(path)

    def has_changed(self) -> bool:
        """Whether one of them is not what it was, or may not be."""
        now = time.monotonic()
        if now - self._looked < _REST:
            return False
        self._looked = now
        return bool(self._young) or any(_state(path) != was for path, was in self._states.items())

    def forget(self) -> None:
        """Everything is read again from now on."""
        self._states.clear()
        self._young.clear()


def _state(path: str) -> State:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
