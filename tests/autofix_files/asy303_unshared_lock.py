import asyncio

import anyio
import trio

shared = asyncio.Lock()

_background_tasks: set[asyncio.Task[object]] = set()


async def fetch(name):
    await asyncio.sleep(0)
    return name


async def inline():
    async with asyncio.Lock():  # error: 15, lock="asyncio.Lock()", function="inline"
        await fetch("a")
    async with asyncio.Semaphore(5), shared:  # error: 15, lock="asyncio.Semaphore(5)"
        await fetch("a")
    async with trio.Lock():  # error: 15
        await fetch("a")
    async with anyio.CapacityLimiter(5):  # error: 15
        await fetch("a")


async def local():
    lock = asyncio.Lock()  # error: 11, lock="asyncio.Lock()", function="local"
    async with lock:
        await fetch("a")


async def acquired():
    limit: asyncio.Semaphore = asyncio.BoundedSemaphore(2)  # error: 31
    await limit.acquire()
    try:
        await fetch("a")
    finally:
        limit.release()


async def one_in_each_round(names):
    for name in names:
        lock = asyncio.Lock()  # error: 15
        async with lock:
            await fetch(name)


class Store:
    def __init__(self):
        self.lock = asyncio.Lock()

    async def read(self):
        async with self.lock:
            await fetch("a")
        self.lock = asyncio.Lock()
        local = self.lock
        async with local:
            await fetch("b")

    async def limited(self):
        limit = asyncio.Semaphore(2)
        self.limit = limit
        async with limit:
            await fetch("a")


async def seen_by_other_tasks(names):
    limit = asyncio.Semaphore(5)

    async def one(name):
        async with limit:
            await fetch(name)

    await asyncio.gather(*[one(name) for name in names])
    lock = asyncio.Lock()
    async with lock:
        task = asyncio.create_task(with_lock(lock))
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        task.add_done_callback(print)  # ASY401: 8
    kept = asyncio.Condition()
    async with kept:
        await kept.wait()
    return kept


async def with_lock(lock):
    async with lock:
        await fetch("a")


async def other_contexts():
    async with shared:
        await fetch("a")
    async with asyncio.timeout(1):
        await fetch("a")
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("a"))
    unused = asyncio.Lock()
    event = asyncio.Event()
    await event.wait()
