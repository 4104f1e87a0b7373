# only: own
import asyncio


async def number(*a) -> int:
    return 1


registry: set[str] = set()


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
        self.total += await number()

    async def t07(self):
        self.total = self.total + await number()

    async def ok7(self):
        self.total = await number() + self.total
        self.total += 1
        async with self.lock:
            self.total += await number()
        x = 0
        x += await number()

    async def t08(self, key):
        if key not in self.cache:
            self.cache[key] = await number()
        if self._x is None:
            self._x = await number()
        return self.cache[key]

    async def d(self, k):
        self.names[k] += await number()

    async def broadcast(self, text):
        for c in self.clients:  # error: 17, container="self.clients"
            await c.send(text)
        for c in list(self.clients):
            await c.send(text)
        for n, m in self.names.items():  # error: 20
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


async def glob():
    global total
    total += await number()
    for r in registry:  # error: 13
        await number(r)


def add(x):
    registry.add(x)


def remove(x):
    registry.discard(x)


class Backlog:
    def __init__(self, link):
        self.waiting: list[bytes] = []
        self.known: list[bytes] = []
        self.link = link
        link.on_data(self.take)

    def take(self, data):
        self.waiting.append(data)
        del self.waiting[:-100]
        self.known.append(data)
        self.known.remove(data)

    async def send(self):
        for data in self.waiting:  # error: 20, advice="take each out before the wait, what comes meanwhile is lost else"
            await asyncio.sleep(len(data))
        self.waiting.clear()

    async def tell(self):
        for data in self.known:  # error: 20, advice="go through 'list(self.known)'"
            await asyncio.sleep(len(data))
        self.link.clear()
