"""When garbage is collected: seldom, and never in the middle of a file.

Syntax trees are many objects and hardly ever garbage: what holds them in cycles is taken apart when
they are let go of. Python's collector does not know that. Switched on again after a file, it first
goes over all that the file left alive, file after file, which was a tenth of a run. So what a file
made is frozen at once (to freeze and to thaw moves lists, whatever their length), and it is thawed for
a full collection when enough objects have been added since the last. What is frozen at the end of the
program is not looked over then either: another tenth of a run over some hundred files.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ENOUGH = 1_500_000
"""So many more objects may live, garbage or not: 150 MB if all of it were garbage."""

_SOME = 250_000
"""So many more, where all of a project is let go of again and again, one text tried after the other."""

_grown = 0


@contextmanager
def collection_off() -> Iterator[None]:
    """No garbage is collected inside; what was made is not looked at again soon."""
    global _grown
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _grown += gc.get_count()[0]
        if _grown > _ENOUGH:
            collect_now()
        gc.freeze()
        if was_enabled:
            gc.enable()


def collect_some() -> None:
    """Collect garbage where a good deal has been made since the last time."""
    if _grown + gc.get_count()[0] > _SOME:
        collect_now()


def collect_now() -> None:
    """Collect garbage at once: much was just let go of."""
    global _grown
    gc.unfreeze()
    gc.collect()
    _grown = 0
