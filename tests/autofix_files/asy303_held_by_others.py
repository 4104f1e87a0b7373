import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def limited(size):
    async with asyncio.Semaphore(size):
        yield


@asynccontextmanager
async def locked():
    lock = asyncio.Lock()
    async with lock:
        yield 1


@asynccontextmanager
async def used_before():
    # error: 15
    print("prepared")
    yield 1


async def plain():
    lock = asyncio.Lock()  # error: 11
    async with lock:
        await asyncio.sleep(1)
