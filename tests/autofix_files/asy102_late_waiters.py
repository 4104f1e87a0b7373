"""No thread for what others answer to, where what is awaited next only then waits for the answer."""

import asyncio
from pathlib import Path

import requests


class Callbacks:
    def __init__(self):
        self._waiting = {}

    def called(self, key, value):
        self._waiting[key].set_result(value)

    async def of(self, key):
        future = asyncio.get_running_loop().create_future()
        self._waiting[key] = future
        try:
            return await future
        finally:
            del self._waiting[key]

    async def order(self, key):
        requests.post("https://shop.example/orders", json={"callback": key})  # error: 8
        return await self.of(key)

    async def order_known(self, key):
        future = asyncio.get_running_loop().create_future()
        self._waiting[key] = future
        await asyncio.to_thread(
            requests.post, "https://shop.example/orders", json={"callback": key}
        )  # error: 8
        return await future

    async def of_file(self, path: Path):
        key = await asyncio.to_thread(path.read_text)  # ASY106: 14
        return await self.of(key)
