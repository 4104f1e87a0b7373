"""The executor whose threads do the work of to_thread cannot be shut down in one of them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


class Worker:
    def __init__(self):
        self.executor = ThreadPoolExecutor()
        self.other = ThreadPoolExecutor()

    async def start(self):
        asyncio.get_running_loop().set_default_executor(self.executor)

    async def stop(self):
        self.other.shutdown()  # error: 8
        self.executor.shutdown()  # error: 8

    async def stop_other(self):
        await asyncio.to_thread(self.other.shutdown)  # error: 8
        await asyncio.sleep(1)
