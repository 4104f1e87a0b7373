"""Room for code that is nested deeper than Python's own stack allows.

Much here walks trees, and follows what values are made of, by functions that call themselves. A
chain of three hundred calls, or ninety lines of ``s = s + x``, is then deeper than the thousand
calls that Python permits. Nearly no file needs more, so work is tried as it is; where it ends in a
RecursionError it is done once more from the start, on a thread with a large stack and with a
limit to match. What lives on from the first try may be half made: it must be thrown away between
the two. For the same reason nobody may take a RecursionError of the first try for an answer
(see ``has_room``). Files of one project lead to the same depths, so all that comes after it in the
same process is done on the large stack at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

ResultT = TypeVar("ResultT")

_STACK_BYTES = 512_000_000
"""Address space, not memory: the system gives pages when they are first touched."""
_MAX_CALLS = 120_000
"""How deep calls may go there; each takes less than 4 kB of the stack."""

_has_room = False
_is_short = False
"""Whether Python's own stack was too small once: so it is for the next, and starting anew is dear."""


def has_room() -> bool:
    """Whether the code that asks already runs on the large stack, so that nothing helps any more."""
    return _has_room


def run_deep(work: Callable[[], ResultT], start_anew: Callable[[], None]) -> ResultT:
    """What *work* returns; where Python's stack is too small for it, by a second try with a large one.

    *start_anew* is called before a second try. Raises what *work* raises, RecursionError when
    even the large stack does not suffice.
    """
    global _is_short
    if _has_room:
        return work()
    if not _is_short:
        with suppress(RecursionError):
            return work()
        _is_short = True
        start_anew()
    return _on_large_stack(work)


def _on_large_stack(work: Callable[[], ResultT]) -> ResultT:
    global _has_room
    import threading

    results: list[ResultT] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 (raised again on the thread that waits)
            errors.append(error)

    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    sys.setrecursionlimit(_MAX_CALLS)
    _has_room = True
    try:
        # Ctrl-C ends the waiting, and must not have to wait for this thread afterwards.
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        _has_room = False
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    for error in errors:
        raise error
    return results[0]
