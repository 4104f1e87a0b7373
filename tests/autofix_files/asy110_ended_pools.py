# only: own
"""An executor is shut down: who hands it work meanwhile must not find it closed but for the wait."""
import asyncio
from concurrent.futures import ThreadPoolExecutor


class Forgets:
    def __init__(self):
        self.pool = ThreadPoolExecutor()

    async def run(self, work):
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    async def stop(self):
        if self.pool:
            self.pool.shutdown()  # error: 12
            self.pool = None


class Cancels:
    def __init__(self):
        self.pool = ThreadPoolExecutor()
        self.task = asyncio.create_task(self.run())

    async def run(self):
        while True:
            await asyncio.get_running_loop().run_in_executor(self.pool, print)

    async def stop(self):
        self.pool.shutdown()  # error: 8
        await cancelled(self.task)


async def cancelled(task):
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass


class LooksAtFlag:
    def __init__(self):
        self.pool = ThreadPoolExecutor()
        self.is_running = True

    async def run(self):
        while self.is_running:
            await asyncio.wrap_future(self.pool.submit(print))

    async def stop(self):
        self.pool.shutdown()  # error: 8
        self.is_running = False


# The task is stopped before, and what follows later comes after a wait as it is.
class CancelsBefore:
    def __init__(self):
        self.pool = ThreadPoolExecutor()
        self.task = asyncio.create_task(self.run())
        self.name = ""

    async def run(self):
        while True:
            await asyncio.get_running_loop().run_in_executor(self.pool, print)

    async def stop(self):
        await cancelled(self.task)
        await asyncio.to_thread(self.pool.shutdown)  # error: 8
        self.name = "stopped"
        await asyncio.sleep(1)
        self.pool = None


# Whoever uses it later finds it closed either way.
class OnlyEnds:
    def __init__(self):
        self.pool = ThreadPoolExecutor()

    async def run(self, work):
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    async def stop(self):
        await asyncio.to_thread(self.pool.shutdown)  # error: 8


# Nobody else hands it work.
class Unused:
    def __init__(self):
        self.pool = ThreadPoolExecutor()

    async def stop(self):
        await asyncio.to_thread(self.pool.shutdown)  # error: 8
        self.name = "stopped"
