import asyncio

from threads import in_thread, traced


@in_thread
async def lost():  # error: 0
    await asyncio.sleep(1)


@traced
async def kept():
    await asyncio.sleep(1)


@in_thread
def plain(): ...
