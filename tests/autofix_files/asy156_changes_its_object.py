# only: own
"""A short pause is no reason to let other tasks see an object that a thread changes."""

import asyncio
import importlib


class Store:
    def __init__(self):
        self.lock = asyncio.Lock()

    def _open(self, path):
        with open(path) as file:
            self.text = file.read()

    def opened(self, path):
        self._open(path)
        return self.text

    def read(self, path):
        with open(path) as file:
            return file.read()

    async def open(self, path):
        self._open(path)  # error: 8
        self.opened(path)  # error: 8
        await asyncio.to_thread(self.read, path)  # error: 8
        async with self.lock:
            await asyncio.to_thread(self.opened, path)  # error: 12


def plugin(path):
    with open(path) as file:
        return importlib.import_module(file.read())


def fixed_module(path):
    with open(path) as file:
        return importlib.import_module("json").load(file)


async def load(path):
    plugin(path)  # error: 4
    await asyncio.to_thread(fixed_module, path)  # error: 4
