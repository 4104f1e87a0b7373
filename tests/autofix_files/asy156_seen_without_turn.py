# only: own
"""A lock keeps away those who take it: who reads without it sees what is changed step by step."""
import asyncio
import json
from pathlib import Path


class Index:
    def __init__(self, path: Path):
        self.path = path
        self.lock = asyncio.Lock()
        self.rows = {}
        self.size = 0

    def load(self):
        stored = json.loads(self.path.read_text())
        self.rows = {}
        for name, row in stored.items():
            self.rows[name] = row
        self.size = len(stored)

    async def reload(self):
        async with self.lock:
            self.load()  # error: 12

    async def find(self, name):
        return self.rows.get(name)


class IndexInTurns:
    def __init__(self, path: Path):
        self.path = path
        self.lock = asyncio.Lock()
        self.rows = {}
        self.size = 0

    def load(self):
        stored = json.loads(self.path.read_text())
        self.rows = {}
        for name, row in stored.items():
            self.rows[name] = row
        self.size = len(stored)

    async def reload(self):
        async with self.lock:
            await asyncio.to_thread(self.load)  # error: 12

    async def find(self, name):
        async with self.lock:
            return self._find(name)

    def _find(self, name):
        return self.rows.get(name)


class IndexAtOnce:
    def __init__(self, path: Path):
        self.path = path
        self.lock = asyncio.Lock()
        self.rows = {}

    def load(self):
        self.rows = json.loads(self.path.read_text())

    async def reload(self):
        async with self.lock:
            await asyncio.to_thread(self.load)  # error: 12

    async def find(self, name):
        return self.rows.get(name)


HANDLERS = [
    Index.reload,
    Index.find,
    IndexInTurns.reload,
    IndexInTurns.find,
    IndexAtOnce.reload,
    IndexAtOnce.find,
]
