"""Check many files, in several processes where that pays."""

from __future__ import annotations

import multiprocessing.util
import os
import signal
import threading
import time
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.cli.file_result import FileResult
from flake8_asyncpitfalls.cli.session import Job, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from flake8_asyncpitfalls.semantics.project.consulted import Consulted

Checked = tuple[list[FileResult], "Consulted | None"]
LARGEST_CHUNK = 50

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that end a program and that it can do something about."""
_PATIENCE = 0.5
"""How many seconds a worker has to stop by itself."""

_session: Session
_is_checking = False


def check_parallel(
    job: Job, paths: Sequence[str], jobs: int, take_consulted: Callable[[Consulted | None], None]
) -> Iterator[FileResult]:
    """The result of each of *paths*, in their order, from *jobs* processes.

    *take_consulted* is given what findings rest on, as the processes learn it.
    A file on which the interpreter itself breaks down costs that file's result and no other.
    """
    # Modules imported before the fork are shared by all workers, those of the rules as well.
    from flake8_asyncpitfalls import lint  # noqa: F401
    from flake8_asyncpitfalls.rules import all_rules

    all_rules()
    jobs = min(jobs, len(paths))
    size = max(1, min(LARGEST_CHUNK, len(paths) // (jobs * 4)))
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    with _pool(job, jobs) as pool:
        futures = [pool.submit(_check_chunk, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            results, consulted = _results(job, chunk, future)
            take_consulted(consulted)
            yield from results


@contextmanager
def _pool(job: Job, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes, which are gone when the block is left, however that comes about."""
    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(job,))
    try:
        yield pool
    except BaseException:
        _end_workers()
        # The pool's own thread closes a pipe now that its processes are gone; Python, at exit, would
        # write to it at the same time if it were not waited for.
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def _end_workers() -> None:
    """Ask the workers to stop, which they do at once unless they are stuck; then make them."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    patience = time.monotonic() + _PATIENCE
    for worker in workers:
        worker.join(max(0.0, patience - time.monotonic()))
        if worker.is_alive():
            worker.kill()


class _Stopped(BaseException):
    """Raised in a worker, wherever it is, when it is to stop: what is half written is cleared up."""


def _start(job: Job) -> None:
    global _session, _is_checking
    asked.end()  # what the parent began to note, a forked process would note for nobody
    # Ctrl-C reaches all processes of a terminal; it is for the parent to say what comes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in ENDING:
        signal.signal(number, _stop)
    _is_checking = False
    threading.Thread(target=_stop_without_parent, daemon=True).start()
    _session = Session(job)
    multiprocessing.util.Finalize(_session, _session.finish, exitpriority=100)


def _stop(*_: object) -> None:
    if not _is_checking:
        os._exit(1)
    raise _Stopped


def _stop_without_parent() -> None:
    """Wait for the end of the process that started this one, which nobody else would tell of."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE)
    os._exit(1)


def _check_chunk(paths: Sequence[str]) -> Checked:
    global _is_checking
    try:
        _is_checking = True
        results = [_session.check(path) for path in paths]
        consulted = _session.newly_consulted()
        _is_checking = False
    except _Stopped:
        os._exit(1)
    return results, consulted


def _results(job: Job, chunk: Sequence[str], future: Future[Checked]) -> Checked:
    try:
        return future.result()
    except BrokenProcessPool:
        return _check_again(job, chunk), None


def _check_again(job: Job, chunk: Sequence[str]) -> list[FileResult]:
    """The results of *chunk* after a process died, perhaps over one of its files."""
    with _pool(job, 1) as pool:
        try:
            return pool.submit(_check_chunk, chunk).result()[0]
        except BrokenProcessPool:
            if len(chunk) == 1:
                error = f"{chunk[0]}: the process that checked it died"
                return [FileResult(chunk[0], error=error)]
    return [result for path in chunk for result in _check_again(job, [path])]


def default_jobs() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
