# only: own
import asyncio
import unittest
from abc import ABC, abstractmethod


class Base(ABC):
    @abstractmethod
    async def load(self): ...
    @abstractmethod
    def name(self) -> str: ...
    def go(self):
        self.step()

    def step(self):
        pass

    async def run(self):
        await self.tick()

    async def tick(self):
        pass


class Impl(Base):
    async def load(self):  # error: 4, method="load"
        return 1

    async def name(self) -> str:  # error: 4
        return "x"

    async def step(self):  # error: 4
        await asyncio.sleep(1)

    async def tick(self):  # error: 4
        print(1)


async def use(b: Base):
    await b.load()
    print((await b.name()).upper())


class Cases(unittest.IsolatedAsyncioTestCase):
    async def setUp(self):  # error: 4
        self.started = True

    async def asyncSetUp(self):  # error: 4
        self.ready = True

    async def asyncTearDown(self):
        self.ready = False

    def tearDown(self):
        self.started = False


class Files:
    def save(self):
        self.make_folder()

    def make_folder(self):
        print("folder")


class AsyncFiles(Files):
    async def save(self):
        await self.make_folder()

    async def make_folder(self):
        await asyncio.sleep(1)


class Refusing:
    def get(self, key):
        self._refuse(key)

    def _refuse(self, key):
        raise ValueError(key)


class Source:
    async def get(self, key):
        return key

    async def wait(self, key):
        return await self.get(key)


class Closed(Source):
    def __init__(self):
        self._inner = Refusing()

    def get(self, key):
        return self._inner.get(key)
