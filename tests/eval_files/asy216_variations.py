# only: own
import asyncio

import trio

lock = asyncio.Lock()


async def tests(q: asyncio.Queue, t: asyncio.Task, e: trio.Event):
    while not q.empty:  # error: 14, method="q.empty"
        await q.get()
    if lock.locked or t.cancelled:  # error: 7  # error: 22
        pass
    assert e.is_set  # error: 11
    return 1 if t.done else 2  # error: 16
