"""What comes out of tasks, threads and other waits is what was put into them."""
import asyncio
import concurrent.futures

import anyio
import httpx
import redis


async def connect() -> httpx.Client:
    return httpx.Client()


async def store() -> redis.Redis:
    return redis.Redis()


def make() -> httpx.Client:
    return httpx.Client()


async def use(queue: asyncio.Queue[httpx.Client], loop: asyncio.AbstractEventLoop, unknown):
    await asyncio.wait_for(connect(), 1)  # value: httpx.Client
    await asyncio.wait_for(unknown, 1)  # value: unknown
    await asyncio.shield(connect())  # value: httpx.Client
    await asyncio.create_task(connect())  # value: httpx.Client
    await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(connect())), 1)  # value: httpx.Client
    asyncio.create_task(connect()).result()  # value: httpx.Client
    await asyncio.to_thread(make)  # value: httpx.Client
    await asyncio.to_thread(httpx.Client, base_url="")  # value: httpx.Client
    await anyio.to_thread.run_sync(make)  # value: httpx.Client
    await loop.run_in_executor(None, make)  # value: httpx.Client
    await loop.run_in_executor(None, lambda: redis.Redis())  # value: redis.Redis
    asyncio.run_coroutine_threadsafe(connect(), loop).result()  # value: httpx.Client
    await queue.get()  # value: httpx.Client
    queue.get_nowait()  # value: httpx.Client
    client, cache = await asyncio.gather(connect(), store())
    client  # value: httpx.Client
    cache  # value: redis.Redis
    both = await asyncio.gather(connect(), store(), return_exceptions=True)
    both[0]  # value: unknown
    several = await asyncio.gather(*[connect() for _ in range(3)])
    several[0]  # value: httpx.Client
    tasks = [asyncio.create_task(connect()) for _ in range(3)]
    for task in asyncio.as_completed(tasks):
        await task  # value: httpx.Client
    done, _ = await asyncio.wait(tasks)
    done.pop().result()  # value: httpx.Client
    [await task for task in tasks][0]  # value: httpx.Client
    async with asyncio.TaskGroup() as group:
        child = group.create_task(connect())
    child.result()  # value: httpx.Client
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool.submit(make).result()  # value: httpx.Client
        [made for made in pool.map(make, [1])][0]  # value: httpx.Client


def main():
    asyncio.run(connect())  # value: httpx.Client


class Pool:
    def __init__(self, unknown):
        self.free = asyncio.Queue()
        self.mixed = asyncio.Queue()
        for _ in range(3):
            self.free.put_nowait(httpx.Client())
            self.mixed.put_nowait(httpx.Client())
        self.mixed.put_nowait(unknown)

    async def lend(self):
        (await self.free.get())  # value: httpx.Client
        self.free.get_nowait()  # value: httpx.Client
        (await self.mixed.get())  # value: unknown
        local = asyncio.Queue()
        await local.put(redis.Redis())
        (await local.get())  # value: redis.Redis
