# only: own
import asyncio
import functools


def read(path, mode="r"):
    return path, mode


async def load(loop: asyncio.AbstractEventLoop, pool, paths):
    await loop.run_in_executor(None, read, "a")  # error: 10, function="read"
    await asyncio.get_running_loop().run_in_executor(None, read, *paths)  # error: 10
    await loop.run_in_executor(None, functools.partial(read, "a", mode="w"))  # error: 10
    print(await loop.run_in_executor(  # error: 16
        None,
        read,
        "a",
    ))
    await loop.run_in_executor(pool, read, "a")
    future = loop.run_in_executor(None, read, "a")
    await asyncio.gather(future, loop.run_in_executor(None, read, "a"))
    await loop.run_in_executor(None, *paths)
    await pool.run_in_executor(None, read)
