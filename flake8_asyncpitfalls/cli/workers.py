"""Check many files, in several processes where that pays."""

from __future__ import annotations

import multiprocessing.util
import os
import signal
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli.session import FileResult, Job, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from flake8_asyncpitfalls.semantics.project.consulted import Consulted

Checked = tuple[list[FileResult], "Consulted | None"]
LARGEST_CHUNK = 50

_session: Session
_is_stopping = False


def check_parallel(
    job: Job, paths: Sequence[str], jobs: int, take_consulted: Callable[[Consulted | None], None]
) -> Iterator[FileResult]:
    """The result of each of *paths*, in their order, from *jobs* processes.

    *take_consulted* is given what findings rest on, as the processes learn it.
    A file on which the interpreter itself breaks down costs that file's result and no other.
    """
    # Modules imported before the fork are shared by all workers.
    from flake8_asyncpitfalls import lint  # noqa: F401

    size = max(1, min(LARGEST_CHUNK, len(paths) // (jobs * 4)))
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(job,)) as pool:
        futures = [pool.submit(_check_chunk, chunk) for chunk in chunks]
        try:
            for chunk, future in zip(chunks, futures, strict=True):
                results, consulted = _results(job, chunk, future)
                take_consulted(consulted)
                yield from results
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _start(job: Job) -> None:
    global _session
    # Ctrl-C reaches all processes; this one must not stop while it writes a file.
    signal.signal(signal.SIGINT, _stop_soon)
    _session = Session(job)
    multiprocessing.util.Finalize(_session, _session.finish, exitpriority=100)


def _stop_soon(*_: object) -> None:
    global _is_stopping
    _is_stopping = True


def _check_chunk(paths: Sequence[str]) -> Checked:
    results = [_session.check(path) for path in paths if not _is_stopping]
    return results, _session.newly_consulted()


def _results(job: Job, chunk: Sequence[str], future: Future[Checked]) -> Checked:
    try:
        return future.result()
    except BrokenProcessPool:
        return _check_again(job, chunk), None


def _check_again(job: Job, chunk: Sequence[str]) -> list[FileResult]:
    """The results of *chunk* after a process died, perhaps over one of its files."""
    with ProcessPoolExecutor(1, initializer=_start, initargs=(job,)) as pool:
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
