# only: own
"""All that the loop does under one lock on a file goes to threads, or nothing does; it is told once."""

import asyncio
import json
from pathlib import Path

from filelock import FileLock


class Store:
    def __init__(self, root: Path):
        self.root = root
        self._lock = FileLock(str(root / ".lock"))
        self._names_lock = FileLock(str(root / ".names"))

    def get(self, name):
        with self._lock:
            return json.loads((self.root / name).read_text())

    def mark(self, name):
        with self._lock:
            (self.root / name).touch()

    def size(self):
        with self._names_lock:
            return len((self.root / "names").read_bytes())

    def has(self, name):
        with self._names_lock:
            return name in (self.root / "names").read_text()


class Half:
    def __init__(self, store: Store):
        self.store = store
        self.seen = {}

    async def read(self, name):
        return self.store.get(name)  # error: 15

    async def see(self, name):
        if name not in self.seen:
            self.seen[name] = self.store.mark(name)  # error: 30


class Whole:
    def __init__(self, store: Store):
        self.store = store

    async def measure(self):
        await asyncio.sleep(1)
        return await asyncio.to_thread(self.store.size)  # error: 15

    async def ask(self, name):
        return await asyncio.to_thread(self.store.has, name)  # error: 15
