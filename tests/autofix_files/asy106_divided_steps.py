"""A file that is read and then written with what it held: no other task may write it meanwhile."""

import asyncio
import json
import uuid
from pathlib import Path


class Store:
    def __init__(self, folder: Path):
        self.folder = folder
        self.lock = asyncio.Lock()

    def _file(self, key) -> Path:
        return self.folder / f"{key}.json"

    def has(self, key):
        return self._file(key).exists()

    def save(self, key, text):
        self._file(key).write_text(text)

    async def create(self, key, source: Path):
        if self.has(key):
            raise FileExistsError(key)
        text = await asyncio.to_thread(source.read_text)  # error: 15
        await self.log(key)
        return text

    async def log(self, key):
        await asyncio.sleep(0)

    async def add(self, key, value):
        path = self._file(key)
        known = json.loads(path.read_text())  # error: 27
        known.append(value)
        self._file(key).write_text(json.dumps(known))  # error: 8

    async def add_to_another(self, key, other, value):
        known = json.loads(self._file(key).read_text())  # error: 27
        known.append(value)
        self._file(other).write_text(json.dumps(known))  # error: 8


class LockedStore:
    def _file(self, key) -> Path:
        return Path(key)

    async def add_alone(self, key, value):
        async with self.lock:
            path = self._file(key)

            def read_and_write():
                known = json.loads(path.read_text())  # error: 31
                known.append(value)
                path.write_text(json.dumps(known))  # error: 12

            await asyncio.to_thread(read_and_write)


async def add(path: Path, text):
    known = path.read_text() if path.exists() else ""  # error: 12
    path.write_text(known + text)  # error: 4


async def add_to_a_new_one(text):
    path = Path(str(uuid.uuid4()))
    known = await asyncio.to_thread(path.read_text)  # error: 12
    await asyncio.to_thread(path.write_text, known + text)  # error: 4


async def count(path: str):
    with open(path) as file:  # error: 9
        known = json.load(file)  # error: 16
    known["count"] += 1
    with open(path, "w") as file:  # error: 9
        json.dump(known, file)  # error: 8


class Base:
    def __init__(self, path: Path):
        self.path = path
        self.count = 0

    def load(self):
        return json.loads(self.path.read_text())

    def dump(self, data):
        self.path.write_text(json.dumps(data))

    def number(self):
        return self.count


class Derived(Base):
    def load(self):
        return super().load()

    async def add(self, other: Path):
        data = super().load()  # ASY156: 15
        data.append(other.read_text())  # error: 20
        self.path.write_text(json.dumps(data))  # error: 8

    async def add_inherited(self, other: Path):
        data = self.load()  # ASY156: 15
        text = other.read_text()  # error: 15
        data.append(text)
        super().dump(data)  # ASY156: 8

    async def count_on(self, other: Path):
        count = super().number()
        text = other.read_text()  # error: 15
        self.count = count + len(text)

    async def count_out(self, other: Path):
        count = super().number()
        text = await asyncio.to_thread(other.read_text)  # error: 15
        return count + len(text)
