"""Four tasks of a module get a function."""
# only: own
from __future__ import annotations

import asyncio
import logging

log = logging.getLogger(__name__)
_keep_task = None


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
        asyncio.create_task(work(1))  # error: 8


async def first(flag: bool) -> None:
    asyncio.create_task(work(1))  # error: 4
    asyncio.create_task(  # error: 4
        work(2),
        name="second",
    )
    if flag: asyncio.ensure_future(work(3)); log.info("begun")  # error: 13
    unread = asyncio.create_task(work(4))  # error: 13
    asyncio.create_task(work(5)).add_done_callback(print)  # error: 4
    asyncio.get_running_loop().call_later(1, lambda: asyncio.create_task(work(6)))  # error: 53
