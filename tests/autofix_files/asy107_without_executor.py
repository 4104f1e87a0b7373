"""No thread can be started where the default executor is shut down: only other places get one."""

import asyncio
import atexit
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import asyncio_atexit


class Browser:
    def __init__(self, folder):
        self.folder = folder

    @classmethod
    async def create(cls, folder):
        instance = cls(folder)
        asyncio_atexit.register(instance._at_exit)
        return instance

    async def _at_exit(self):
        await self._clean()

    async def _clean(self):
        shutil.rmtree(self.folder)  # error: 8, advice="offload it only where the loop's executor still runs: this may run after its end"

    async def restart(self):
        await asyncio.to_thread(shutil.rmtree, self.folder)  # error: 8

    async def stop(self):
        asyncio_atexit.unregister(self.restart)
        await self._clean()


@atexit.register
def at_exit():
    asyncio.run(leave("a"))


def set_up():
    atexit.register(lambda: asyncio.run(leave("b")))
    atexit.register(partial(asyncio.run, leave("c")))
    atexit.register(partial(run_all, flush("d")))
    atexit.unregister(forget)


def run_all(coroutine):
    asyncio.run(coroutine)


async def leave(path):
    shutil.rmtree(path)  # error: 4


async def also(path):
    await leave(path)
    await forget(path)


async def flush(path):
    shutil.rmtree(path)  # error: 4


async def forget(path):
    await asyncio.to_thread(shutil.rmtree, path)  # error: 4


async def ends(path, other, loop: asyncio.AbstractEventLoop):
    if other:
        await loop.shutdown_asyncgens()
        await asyncio.to_thread(shutil.rmtree, other)  # error: 8
        return
    try:
        await forget(path)
    finally:
        await loop.shutdown_default_executor()
    shutil.rmtree(path)  # error: 4
    await further(path)


async def further(path):
    shutil.rmtree(path)  # error: 4


async def with_own_pool(path, other):
    pool = ThreadPoolExecutor()
    asyncio.get_running_loop().set_default_executor(pool)
    await asyncio.to_thread(shutil.rmtree, other)  # error: 4
    report(other)
    await asyncio.sleep(1)
    pool.shutdown(wait=False)
    shutil.rmtree(path)  # error: 4


async def with_another_pool(path):
    pool = ThreadPoolExecutor()
    pool.shutdown(wait=False)
    shutil.rmtree(path)  # error: 4


def report(name):
    """Work between: what follows is no chain of steps that end things."""
    print(name)
