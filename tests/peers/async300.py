"""A task that nobody holds."""

import asyncio


async def start(work):
    asyncio.create_task(work())  # found: here, flake8-async, ruff
    task = asyncio.create_task(work())  # found: here, ruff
    loop = asyncio.get_running_loop()
    loop.create_task(work())  # found: here, ruff


class Server:
    def __init__(self):
        self.loop = asyncio.get_running_loop()

    async def start(self, work):
        self.loop.create_task(work())  # found: here


async def kept(work):
    task = asyncio.create_task(work())
    await task
