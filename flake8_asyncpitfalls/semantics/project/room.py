"""How much memory the process has taken, to let go of more before it becomes too much.

What a run knows costs little for most projects, and to know it again costs time. So it is only kept short
where the process has grown large: Python seldom gives back what it has once taken.
"""

from __future__ import annotations

import os
import sys

_MUCH = 150_000_000
"""Bytes from which on a run keeps little."""
_PLACE = "/proc/self/statm"


def is_scarce() -> bool:
    """Whether this process has taken much memory; False where the system does not tell."""
    return _resident_bytes() > _MUCH


def _resident_bytes() -> int:
    try:
        with open(_PLACE, "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError, ValueError, IndexError):
        return _most_bytes()


def _most_bytes() -> int:
    """The most that the process ever had, in bytes; 0 on Windows, which has no such count."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
