"""An async generator, or the function that makes one, is no coroutine: it is gone through."""

import asyncio
from contextlib import asynccontextmanager


async def ticks():
    while True:
        yield 1
        await asyncio.sleep(1)


async def count(limit):
    yield limit


@asynccontextmanager
async def opened():
    yield 1


async def work(): ...


async def main(given):
    await asyncio.gather(ticks(), work())  # error: 25
    await asyncio.wait_for(count(3), 1)  # error: 27
    await asyncio.wait_for(opened().__aenter__(), 1)
    await asyncio.wait_for(anext(ticks()), 1)
    await asyncio.wait_for(given, 1)


def run(loop: asyncio.AbstractEventLoop):
    loop.run_until_complete(ticks)  # error: 28
