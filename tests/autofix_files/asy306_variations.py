# only: own
import asyncio

import anyio


async def number(*a) -> int:
    return 1


class S:
    def __init__(self):
        self._sem = asyncio.Semaphore(1)
        self._lock = anyio.Lock()
        self.items = []
        self.total = 0
        self.clients = {}

    async def a(self):
        async with self._sem:
            return await self.b()

    async def b(self):
        async with self._sem:
            return 1

    async def c(self):
        await self._lock.acquire()  # error: 14, lock="self._lock"
        x = await self.b()
        if x:
            self._lock.release()
            return
        self._lock.release()

    async def d(self, k):
        value = await number()
        self.clients[k] = self.clients.get(k, 0) + value
        value = await number()
        self.items = [*self.items, value]
        self.total = await number(self.total)

    async def e(self):
        old = self.total
        new = await number()
        self.total = old + new

    async def f(self):
        return [await c.send() for c in list(self.clients.values())]

    def g(self):
        self.clients.pop("x")
