# only: own
import asyncio
import threading
import time


class Base:
    def __init__(self):
        self.guard = threading.Lock()
        self._own = threading.Lock()
        self._shared = threading.Lock()

    async def one(self):
        with self.guard:  # error: 13
            time.sleep(1)
        with self._shared:  # error: 13
            time.sleep(1)


class Derived(Base):
    async def two(self):
        with self._shared:  # error: 13
            time.sleep(1)


class Alone:
    def __init__(self):
        self._alone = asyncio.Lock()

    async def one(self):
        async with self._alone:  # error: 13
            await asyncio.sleep(1)

    async def two(self):
        async with self._alone:
            await asyncio.sleep(1)
