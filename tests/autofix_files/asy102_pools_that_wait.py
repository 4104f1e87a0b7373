"""A coroutine that the threads of a pool wait for gets no thread of that pool."""

import asyncio
import functools

import anyio
import requests


class OfAnyio:
    def run(self, url, **kwargs):
        return anyio.from_thread.run(functools.partial(self.load, **kwargs), url)

    async def load(self, url):
        await anyio.sleep(1)
        return requests.get(url)  # error: 15

    async def load_alone(self, url):
        await anyio.sleep(1)
        return await anyio.to_thread.run_sync(requests.get, url)  # error: 15


class OfAsyncio:
    def __init__(self, loop):
        self.loop = loop

    def work(self, url):
        return asyncio.run_coroutine_threadsafe(self.load(url), self.loop).result()

    def begin(self, url):
        asyncio.run_coroutine_threadsafe(self.load_later(url), self.loop)

    async def run(self, url):
        await asyncio.to_thread(self.work, url)
        await asyncio.to_thread(self.begin, url)

    async def load(self, url):
        return requests.get(url)  # error: 15

    async def load_later(self, url):
        return await asyncio.to_thread(requests.get, url)  # error: 15


def wait_elsewhere(loop, handle: OfAsyncio, url):
    return asyncio.run_coroutine_threadsafe(handle.load_later(url), loop).result()
