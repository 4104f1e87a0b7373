"""Sets that dataclasses make for each object."""
# only: own

import asyncio
from dataclasses import dataclass, field

_background_tasks: set[asyncio.Task[object]] = set()


async def work():
    await asyncio.sleep(1)


@dataclass
class Server:
    running: set[asyncio.Task[None]] = field(default_factory=set)
    names: list[str] = field(default_factory=list)

    def begin(self):
        task = asyncio.create_task(work())
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def serve(self):
        task = asyncio.create_task(work())  # error: 8
        self.running.add(task)
        task.add_done_callback(self.running.discard)


@dataclass
class Shared:
    """Somebody waits for what is in it."""

    running: set[asyncio.Task[None]] = field(default_factory=set)

    def begin(self):
        task = asyncio.create_task(work())
        self.running.add(task)

    async def serve(self):
        task = asyncio.create_task(work())  # error: 8
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)

    async def end(self):
        await asyncio.gather(*self.running)
