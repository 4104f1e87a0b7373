# only: own
import asyncio


async def returns(cache, key):
    if key in cache:
        return cache[key]
    await asyncio.sleep(1)


async def for_trio(cache):
    import trio

    trio.run(cache)
    await trio.lowlevel.checkpoint()
    return 1  # error: 4
