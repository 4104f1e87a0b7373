"""A block that puts a file in its place at its end is one step: it goes to a thread as a whole, or not at all."""

import asyncio
import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from atomicwrites import atomic_write


@contextmanager
def written(path):
    fd, new = tempfile.mkstemp()
    with os.fdopen(fd, "w") as file:
        yield file
    os.replace(new, path)


@contextmanager
def timed(name):
    yield name
    print(name)


async def whole(path, other):
    def read_and_write():
        with written(path) as file:
            text = Path(other).read_text()  # error: 15
            file.write(text)  # error: 8

    await asyncio.to_thread(read_and_write)


async def of_a_library(path, other):
    def read():
        with atomic_write(path, overwrite=True) as file:
            file.write(Path(other).read_text())  # error: 19

    await asyncio.to_thread(read)


async def not_at_all(path, other, log):
    with written(path) as file:
        asyncio.get_running_loop().call_soon(log)
        text = Path(other).read_text()  # error: 15
        file.write(text)  # error: 8


async def waits_anyway(path, other):
    with written(path) as file:
        text = await asyncio.to_thread(Path(other).read_text)  # error: 15
        await asyncio.sleep(1)
        file.write(text)  # error: 8


async def writes_nothing(path):
    with timed(path):
        return await asyncio.to_thread(Path(path).read_text)  # error: 15


class Store:
    def __init__(self, path):
        self.path = path

    async def load(self):
        return json.loads(Path(self.path).read_text())  # error: 26

    async def save(self, other, log):
        with open(self.path, "w") as file:  # error: 13
            asyncio.get_running_loop().call_soon(log)
            file.write(Path(other).read_text())  # error: 12  # error: 23


async def of_nobody_else(path, other, log):
    with open(path, "w") as file:  # error: 9
        asyncio.get_running_loop().call_soon(log)
        text = Path(other).read_text()  # error: 15
        await asyncio.sleep(1)
        file.write(text)  # error: 8
