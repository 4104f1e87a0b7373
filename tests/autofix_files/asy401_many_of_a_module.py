"""Four tasks of a module get a function."""
# only: own
from __future__ import annotations

import asyncio
import logging

log = logging.getLogger(__name__)
_keep_task = None

_background_tasks: set[asyncio.Task[object]] = set()


def _hold_task(task: asyncio.Task[object]) -> None:
    """Hold the task until it is done: the event loop has weak references only."""
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def work(n: int = 0) -> None:
    await asyncio.sleep(n)


class Server:
    def __init__(self) -> None:
        self.running: set[asyncio.Task[None]] = set()

    def _begin(self) -> None:
        task = asyncio.create_task(work())
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def close(self) -> None:
        for task in self.running:
            task.cancel()

    async def serve(self) -> None:
        task = asyncio.create_task(work(1))  # error: 8
        self.running.add(task)
        task.add_done_callback(self.running.discard)


async def first(flag: bool) -> None:
    _hold_task(asyncio.create_task(work(1)))  # error: 4
    _hold_task(asyncio.create_task(  # error: 4
        work(2),
        name="second",
    ))
    if flag: _hold_task(asyncio.ensure_future(work(3))); log.info("begun")  # error: 13
    unread = asyncio.create_task(work(4))  # error: 13
    _hold_task(unread)
    task = asyncio.create_task(work(5))
    _hold_task(task)
    task.add_done_callback(print)  # error: 4

    def start_work() -> None:
        _hold_task(asyncio.create_task(work(6)))

    asyncio.get_running_loop().call_later(1, start_work)  # error: 53
