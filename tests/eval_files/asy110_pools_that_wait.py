"""A coroutine that the threads of a pool wait for gets no thread of that pool."""

import asyncio
import functools

import anyio
import ray


class Handle:
    def __init__(self, work, process):
        self.work = work
        self.process = process

    def run(self, *args, **kwargs):
        return anyio.from_thread.run(functools.partial(self.async_run, **kwargs), *args)

    async def async_run(self, *args):
        await anyio.sleep(1)
        return self.process.result(timeout=3)

    async def load(self, reference):
        # A reference can be awaited, and nothing may ever end this.
        return ray.get(reference)  # error: 15

    async def load_soon(self, reference):
        await anyio.sleep(1)
        return ray.get(reference, timeout=3)  # error: 15
