"""What is opened where it is missing, for each use: two tasks may both find it missing."""

import asyncio

import asyncpg

_pool = None
_own = None
_first = None
_kept = None


async def pool():
    global _pool
    if _pool is None:
        _pool = await asyncpg.create_pool("postgres://db")  # error: 22, name="_pool"
    return _pool


async def first():
    global _first
    if _first is None:
        _first = await asyncpg.create_pool("postgres://db")


async def kept(lock: asyncio.Lock):
    global _kept
    async with lock:
        if _kept is None:
            _kept = await asyncpg.create_pool("postgres://db")
    return _kept


class Store:
    def __init__(self):
        self.connection = None
        self.lock = asyncio.Lock()
        self.name = None

    async def rows(self, query):
        if not self.connection:
            self.connection = await asyncpg.connect("postgres://db")  # error: 36, name="self.connection"
        return await self.connection.fetch(query)

    async def locked_rows(self, query):
        async with self.lock:
            if not self.connection:
                self.connection = await asyncpg.connect("postgres://db")
        return await self.connection.fetch(query)

    async def connect(self):
        self.connection = await asyncpg.connect("postgres://db")

    async def connect_alone(self):
        async with self.lock:
            if self.connection is None:
                self.connection = await asyncpg.connect("postgres://db")

    async def count(self):
        if self.connection is None:
            await self.connect()  # error: 18, name="self.connection", call="self.connect()"
        return await self.connection.fetchval("select count(*) from t")

    async def count_alone(self):
        if self.connection is None:
            await self.connect_alone()
        return await self.connection.fetchval("select count(*) from t")

    async def title(self, ask):
        if self.name is None:
            self.name = await ask()
        return self.name


async def main():
    global _own
    if _own is None:
        _own = await asyncpg.create_pool("postgres://db")
    print(_own)


if __name__ == "__main__":
    asyncio.run(main())
