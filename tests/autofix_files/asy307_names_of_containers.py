"""A coroutine that is called like a method of a container is not started where that method is."""

import asyncio


class Totals:
    def __init__(self):
        self.rows = {}
        self.total = 0

    async def update(self, key):
        self.total = self.total + await fetch(key)

    async def run(self, other):
        for name in other:
            self.rows.update(name)
        self.rows.update(other)
        await self.update("a")


class Several:
    def __init__(self):
        self.rows = {}
        self.count = 0

    async def pop(self, key):
        value = await fetch(key)
        self.count = self.count + value  # error: 8

    async def run(self):
        self.rows.pop("a")
        await asyncio.gather(*[self.pop(key) for key in self.rows])


async def fetch(key): ...


async def main():
    totals = Totals()
    await totals.run([])
    several = Several()
    await several.run()


asyncio.run(main())
