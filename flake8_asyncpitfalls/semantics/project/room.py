"""How much memory the process has taken, to let go of more before it becomes too much.

What a run knows costs little for most projects, and to know it again costs time. So it is only kept short
where the process has grown large: Python seldom gives back what it has once taken. Nor does the C library
of Linux: each large block that is freed makes it keep larger ones for the next, and what is small and stays
soon stands among them. On a million lines half of its heap was never used again.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache

_MUCH = 150_000_000
"""Bytes from which on a run keeps little."""
_SOME = 60_000_000
"""Bytes from which on it matters that large blocks go back to the system: most runs end before."""
_THRESHOLD, _BLOCK = -3, 131_072
"""``M_MMAP_THRESHOLD`` of ``malloc.h``, and what it is until the first such block is freed."""
_PLACE = "/proc/self/statm"


def is_scarce() -> bool:
    """Whether this process has taken much memory; False where the system does not tell."""
    resident = _resident_bytes()
    if resident > _SOME:
        _give_large_blocks_back()
    return resident > _MUCH


@cache
def _give_large_blocks_back() -> None:
    """Have blocks of 128 kB and more go back to the system as soon as they are freed, from now on."""
    if sys.platform != "linux":
        return
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).mallopt(_THRESHOLD, _BLOCK)


def _resident_bytes() -> int:
    try:
        with open(_PLACE, "rb", buffering=0) as file:
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
