"""Whoever has claimed some work does it before anybody else can see that it is claimed."""
import asyncio
from pathlib import Path

FLAGS = {}


async def try_claim(name, lock):
    async with lock:
        if name not in FLAGS:
            FLAGS[name] = True
            return True
    return False


async def may_begin(name):
    if len(name) > 3:
        return True
    return False


class Store:
    def __init__(self, path: Path):
        self.path = path
        self.lock = asyncio.Lock()
        self.rows = {}

    async def open(self):
        is_first = await try_claim(self.path.name, self.lock)
        if is_first:
            rows = self.path.read_text()  # error: 19
            async with self.lock:
                self.rows.update(rows)

    async def open_or_leave(self):
        if not await try_claim(self.path.name, self.lock):
            return
        self.rows = await self.fill()

    async def fill(self):
        return self.path.read_bytes()  # error: 15

    async def open_with_a_way_back(self):
        if await try_claim(self.path.name, self.lock):
            try:
                rows = await asyncio.to_thread(self.path.read_text)  # error: 23
            except BaseException:
                del FLAGS[self.path.name]
                raise
            async with self.lock:
                self.rows.update(rows)

    async def open_if_long(self):
        if await may_begin(self.path.name):
            rows = await asyncio.to_thread(self.path.read_text)  # error: 19
            async with self.lock:
                self.rows.update(rows)


class Table:
    def __init__(self, path: Path):
        self.path = path
        self.rows = {}
        self.is_loaded = False
        self.seen = set()

    async def load(self):
        if self.is_loaded:
            return
        self.is_loaded = True
        self.rows = self.path.read_text()  # error: 20

    async def see(self, name):
        if name not in self.seen:
            self.seen.add(name)
            self.rows[name] = self.path.joinpath(name).read_text()  # error: 30

    async def load_after(self):
        if self.is_loaded:
            return
        self.is_loaded = True
        await asyncio.sleep(0)
        print(await asyncio.to_thread(self.path.read_text))  # error: 14

    async def look(self):
        if self.is_loaded:
            return
        print(await asyncio.to_thread(self.path.read_text))  # error: 14
