"""The markers about threads: what belongs to one, what they share, and what keeps them apart."""

from __future__ import annotations

from flake8_asyncpitfalls.stubs.marker_schema import ANY, CLASS, MarkerSpec, Parameter

THREAD_MARKERS = (
    MarkerSpec(
        "thread_bound",
        """On a class: its instances belong to the thread that made them; their calls are never offloaded.""",
        on=CLASS,
    ),
    MarkerSpec(
        "any_thread",
        """On a class: its instances may hold something open, but any thread may make them for any other,
        and all may use them in turn.
        """,
        on=CLASS,
    ),
    MarkerSpec(
        "shareable",
        """On a function whose result is bound to a thread: threads may use the result in turn, each while
        it holds their lock. *when*: only if one of these parameters certainly has that value.
        """,
        parameters=(Parameter("when", "conditions", is_keyword=True),),
    ),
    MarkerSpec(
        "needs_lock",
        """On a class: threads may use an instance only in turn, each while it holds their lock: its
        documentation says that it is not thread-safe. On a decorator factory: so with what it keeps for
        the function that it decorates, unless it is given a lock.
        """,
        on=ANY,
    ),
    MarkerSpec(
        "needs_task",
        """While a loop runs, it is for the task that runs there: called from another thread, it raises.""",
    ),
    MarkerSpec(
        "runs_callbacks",
        """It runs, in the thread that calls it, what the program has given as callbacks: each of *ways* is
        ``"subscribe.on_assign"``, a parameter of a function of that name, or ``"error_cb"``, a parameter of
        any or a key of settings.
        """,
        parameters=(Parameter("ways", "text", is_required=True, is_repeated=True),),
    ),
    MarkerSpec(
        "lock",
        """On a class: its instances are thread or process locks: held in ``with`` or by ``acquire``.""",
        on=CLASS,
    ),
    MarkerSpec(
        "file_lock",
        """On a class: its instances are locks on files, for processes and threads; who waits for one asks
        for it again and again. On a function: it takes one for an open file, which holds it afterwards.
        """,
        on=ANY,
    ),
    MarkerSpec(
        "task_lock",
        """On a class: its instances keep tasks of one loop apart, held in ``async with`` or by
        ``acquire``.
        """,
        on=CLASS,
    ),
)
