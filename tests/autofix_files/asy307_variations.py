# only: own

import asyncio

counts: dict[str, int] = {}
lock = asyncio.Lock()


async def size(page) -> int:
    return len(page)


async def count(page):
    value = await size(page)
    counts[page] = counts.get(page, 0) + value  # error: 4, target="counts[page]"


async def awaited_first(page):
    found = await size(page)
    counts[page] = counts.get(page, 0) + found


async def read_afterwards(page):
    counts[page] = await size(page) + counts.get(page, 0)


async def locked(page):
    async with lock:
        counts[page] = counts.get(page, 0) + await size(page)


async def another_key(page):
    counts[page] = counts.get("other", 0) + await size(page)


class Pages:
    def __init__(self):
        self.found = []
        self.sizes = 0

    async def collect(self, page):
        value = await size(page)
        self.found = [*self.found, value]  # error: 8

    async def collect_later(self, page):
        self.found = [await size(page), *self.found]

    async def of_another(self, other, page):
        local = Pages()
        local.sizes += await size(page)


class Names:
    def __init__(self):
        self.known = set()
        self.short = set()
        self.count = 0

    async def learn(self, page):
        self.known |= {await size(page)}

    async def learn_short(self, page):
        self.short |= {await size(page)}  # error: 8

    async def forget(self):
        await asyncio.sleep(1)
        self.short = set()

    async def add(self, page):
        value = await size(page)
        self.count |= value  # error: 8
