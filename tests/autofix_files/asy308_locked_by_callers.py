# only: own
import asyncio


class Topology:
    def __init__(self):
        self._servers = {}
        self._lock = asyncio.Lock()

    async def open(self):
        async with self._lock:
            await self._ensure_opened()

    async def select(self):
        async with self._lock:
            await self._process()

    async def _process(self):
        await self._ensure_opened()

    async def _ensure_opened(self):
        for server in self._servers.values():
            await server.open()

    async def _check(self):
        for server in list(self._servers.values()):  # error: 22, function="remove"
            await server.open()

    async def check(self):
        async with self._lock:
            await self._check()
        await self._check()

    async def remove(self, address):
        async with self._lock:
            self._servers.pop(address)
