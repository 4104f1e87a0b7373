"""Where a thread for a call would break something, the message says so, and what to do instead."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor


class Registry:
    def __init__(self):
        self.pool = ThreadPoolExecutor()
        self.models = {}

    async def load(self, folder, archive):
        if os.path.isdir(folder):
            return folder
        os.makedirs(folder)  # error: 8, advice="hold one asyncio.Lock over the test before it and what is made, and offload both"
        archive.extractall(folder)
        return folder

    async def load_again(self, folder, archive):
        os.makedirs(folder, exist_ok=True)  # error: 8, advice="offload it with 'await asyncio.to_thread(os.makedirs, ...)'"
        return folder

    async def work(self, job):
        await asyncio.get_running_loop().run_in_executor(self.pool, job)

    async def stop(self):
        self.pool.shutdown()  # ASY110: 8, advice="stop what hands it work first, and then offload it"
        self.pool = None


async def serve(registry: Registry, requests: asyncio.Queue):
    while True:
        folder, archive = await requests.get()
        await asyncio.gather(registry.load(folder, archive), registry.load_again(folder, archive))


HANDLERS = [
    Registry.load,
    Registry.load_again,
    Registry.work,
    Registry.stop,
    serve,
]
