# only: own
import asyncio

import trio

lock = asyncio.Lock()


async def tests(q: asyncio.Queue, t: asyncio.Task, e: trio.Event):
    while not q.empty():  # error: 14, method="q.empty"
        await q.get()
    if lock.locked() or t.cancelled():  # error: 7  # error: 22
        pass
    assert e.is_set()  # error: 11
    return 1 if t.done() else 2  # error: 16


class Pipe:
    """What is kept in an attribute may be nothing."""

    def __init__(self, drain=None):
        self.drain = drain

    async def pump(self):
        if self.drain:
            await self.drain()


async def opened(host):
    _, writer = await asyncio.open_connection(host, 80)
    await Pipe(writer.drain).pump()
