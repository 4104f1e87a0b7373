# only: own
import asyncio
import functools


def read(path, mode="r"):
    return path, mode


async def load(loop: asyncio.AbstractEventLoop, pool, paths):
    await asyncio.to_thread(read, "a")  # error: 10, function="read"
    await asyncio.to_thread(read, *paths)  # error: 10
    await asyncio.to_thread(functools.partial(read, "a", mode="w"))  # error: 10
    print(await asyncio.to_thread(  # error: 16
        read,
        "a",
    ))
    await loop.run_in_executor(pool, read, "a")
    future = loop.run_in_executor(None, read, "a")
    await asyncio.gather(future, loop.run_in_executor(None, read, "a"))
    await loop.run_in_executor(None, *paths)
    await pool.run_in_executor(None, read)
