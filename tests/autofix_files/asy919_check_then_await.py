# only: own
import asyncio


async def number(*a) -> int:
    return 1


class Counter:
    total = 0
    cache: dict = {}
    _x = None

    def __init__(self):
        self.clients: set = set()
        self.rows = []
        self.lock = asyncio.Lock()
        self.names = {}

    async def t06(self):
        value = await number()
        self.total += value

    async def t07(self):
        value = await number()
        self.total = self.total + value

    async def ok7(self):
        self.total = await number() + self.total
        self.total += 1
        async with self.lock:
            self.total += await number()
        x = 0
        x += await number()

    async def t08(self, key):
        if key not in self.cache:
            self.cache[key] = await number()  # error: 12, target="self.cache[key]"
        if self._x is None:
            self._x = await number()  # error: 12
        return self.cache[key]

    async def d(self, k):
        value = await number()
        self.names[k] += value

    async def broadcast(self, text):
        for c in list(self.clients):
            await c.send(text)
        for c in list(self.clients):
            await c.send(text)
        for n, m in list(self.names.items()):
            await number(n)
        for r in self.rows:
            await number(r)
        for c in self.clients:
            if c:
                await c.send(text)
                break

    def leave(self, c):
        self.clients.discard(c)
        self.rows.append(c)

    def forget(self, n):
        del self.names[n]


class Reader:
    torn = False

    async def read(self, plugin):
        if not self.torn:
            self.torn = await number()
            if not self.torn and plugin:
                self.torn = await number(plugin)
        return self.torn
