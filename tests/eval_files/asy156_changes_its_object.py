# only: own
"""A short pause is no reason to let other tasks see an object that a thread changes."""

import asyncio
import importlib
import traceback


class Store:
    def __init__(self):
        self.lock = asyncio.Lock()

    def _open(self, path):
        with open(path) as file:
            self.text = file.read()

    def opened(self, path):
        self._open(path)
        return self.text

    def opened_alone(self, path):
        self._open(path)
        return self.text

    def read(self, path):
        with open(path) as file:
            return file.read()

    async def open(self, path):
        self._open(path)  # error: 8
        self.opened(path)  # error: 8
        await asyncio.sleep(1)
        self.read(path)  # error: 8
        await asyncio.sleep(1)
        async with self.lock:
            self.opened_alone(path)  # error: 12


def plugin(path):
    with open(path) as file:
        return importlib.import_module(file.read())


def fixed_module(path):
    with open(path) as file:
        return importlib.import_module("json").load(file)


async def load(path):
    plugin(path)  # error: 4
    await asyncio.sleep(1)
    fixed_module(path)  # error: 4


class History:
    def __init__(self):
        self.messages = []
        self.by_name = {}

    def add(self, path):
        with open(path) as file:
            self.messages.append(file.read())

    def put(self, path):
        with open(path) as file:
            self.by_name[path] = file.read()

    def keys(self, path):
        names = []
        with open(path) as file:
            names.append(file.read())
        return names


async def told(history: History, path):
    history.add(path)  # error: 4
    history.put(path)  # error: 4
    await asyncio.sleep(1)
    history.keys(path)  # error: 4


def tell(path):
    with open(path, "a") as file:
        file.write(traceback.format_exc())


def tell_own(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return traceback.format_exc()


async def handles(path):
    try:
        await load(path)
    except ValueError:
        tell(path)  # error: 8
        await asyncio.sleep(1)
        tell_own(path)  # error: 8


_text = ""


def cached(path):
    global _text
    if _text[:1] != path:
        with open(path) as file:
            _text = file.read()
    return _text


def record(path):
    return {"text": cached(path)}


async def of_the_module(path):
    print(cached(path))  # error: 10
    return record(path)  # error: 11


HANDLERS = [
    Store.open,
    load,
    told,
    handles,
    of_the_module,
]
