"""What is read, and what is written later because of it: no wait may come between the two."""

import asyncio
import shutil
from pathlib import Path

import registry

process = None
limits = {}


class Registry:
    def __init__(self):
        self.entries = {}

    def find(self, name):
        return self.entries.get(name)

    def enter(self, name, entry):
        self.entries[name] = entry


class Downloads:
    def __init__(self):
        self.downloads = {}
        self.registry = Registry()
        self.client = None
        self.is_closed = False
        self.count = 0
        self.waiting = []
        self.lock = asyncio.Lock()

    def get_download(self, key):
        return self.downloads.get(key)

    @property
    def is_ready(self):
        return self.client is not None

    async def hidden_by_a_getter(self, key, source, target):
        if self.get_download(key):
            return
        shutil.copytree(source, target)  # error: 8
        self.downloads[key] = target

    async def another_key(self, key, source, target):
        if self.get_download(source):
            return
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8
        self.downloads[key] = target

    async def an_object_of_the_object(self, key, source, target):
        found = self.registry.find(key)
        if found is not None:
            return found
        shutil.copytree(source, target)  # error: 8
        self.registry.enter(key, target)
        return target

    async def of_a_coroutine(self, key, source, target):
        if self.registry.find(key):
            return
        shutil.copytree(source, target)  # error: 8
        await self.keep(key, target)

    async def keep(self, key, target):
        self.registry.enter(key, target)
        await asyncio.sleep(0)

    async def an_attribute(self, source, target):
        if self.client is None:
            shutil.copytree(source, target)  # error: 12
            self.client = target

    async def a_property(self, source, target):
        if self.is_ready:
            return
        shutil.copytree(source, target)  # error: 8
        self.client = target

    async def tested_again(self, source, target):
        if self.client is None:
            await asyncio.to_thread(shutil.copytree, source, target)  # error: 12
            if self.client is None:
                self.client = target

    async def waits_as_it_is(self, source, target):
        if self.client is None:
            await asyncio.sleep(1)
            await asyncio.to_thread(shutil.copytree, source, target)  # error: 12
            self.client = target

    async def waits_before_it_leaves(self, source, target):
        if self.client is not None:
            await asyncio.sleep(1)
            return
        shutil.copytree(source, target)  # error: 8
        self.client = target

    async def ends(self, target):
        if self.client is not None:
            await asyncio.to_thread(shutil.rmtree, target)  # error: 12
            report(target)
            self.client = None

    async def an_old_value(self, source, target):
        number = self.count + 1
        shutil.copytree(source, target)  # error: 8
        self.count = number

    async def a_sum(self, source, target):
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8
        self.count += 1

    async def a_buffer(self, source, target):
        print(",".join(self.waiting))
        shutil.copytree(source, target)  # error: 8
        self.waiting.clear()

    async def a_buffer_changed_first(self, source, target):
        waiting, self.waiting = self.waiting, []
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8
        print(waiting)

    async def before_the_wait(self, key, source, target):
        if self.get_download(key):
            return
        self.downloads[key] = target
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8

    async def in_another_branch(self, key, source, target):
        if self.get_download(key):
            return
        if target:
            await asyncio.to_thread(shutil.copytree, source, target)  # error: 12
            return
        self.downloads[key] = target


class Guarded:
    """All that write the attribute hold the lock."""

    def __init__(self):
        self.client = None
        self.lock = asyncio.Lock()

    async def connect(self, source, target):
        async with self.lock:
            if self.client is None:
                await asyncio.to_thread(shutil.copytree, source, target)  # error: 16
                self.client = target

    async def close(self):
        self.client = None


class HalfGuarded:
    """One of two that write the attribute holds the lock."""

    def __init__(self):
        self.client = None
        self.lock = asyncio.Lock()

    async def connect(self, source, target):
        async with self.lock:
            if self.client is None:
                shutil.copytree(source, target)  # error: 16
                self.client = target

    async def adopt(self, client):
        self.client = client


async def a_global(source, target):
    global process
    if process is None:
        shutil.copytree(source, target)  # error: 8
        process = target


async def an_entry_of_a_module(key, source, target):
    if limits.get(key):
        return
    shutil.copytree(source, target)  # error: 4
    limits[key] = target


async def of_another_module(key, source, target):
    if key in registry.entries:
        return
    shutil.copytree(source, target)  # error: 4
    registry.entries[key] = target


async def a_local_variable(key, source, target):
    entries = {}
    if entries.get(key):
        return
    await asyncio.to_thread(shutil.copytree, source, target)  # error: 4
    entries[key] = target


async def write_where_none_is(path: Path, source, target):
    if path.exists():
        return
    if source:
        shutil.copytree(source, target)  # error: 8
    shutil.copy2(target, path)  # error: 4


async def write_anew(path: Path, source):
    if not path.exists():
        raise FileNotFoundError(path)
    await asyncio.to_thread(shutil.copy2, source, path)  # error: 4


def report(name):
    """Work between: what follows is no chain of steps that end things."""
    print(name)
