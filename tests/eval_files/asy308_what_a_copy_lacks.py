# fix: safe
"""A copy holds nothing that came meanwhile, and what a function looks up for the loop may be gone."""

import asyncio


class Feed:
    """What is added to a list while the loop waits, the loop comes to."""

    def __init__(self):
        self.lines = []
        self.fixed = ["Ada"]
        self.numbers = [1, 2]

    def write(self, line):
        self.lines.append(line)

    def trim(self):
        self.lines.pop(0)
        self.fixed.pop(0)
        self.numbers.pop(0)

    def count(self):
        self.numbers[0] = 1

    async def replay(self, out):
        for line in self.lines:  # error: 20
            await out.send(line)

    async def repeat(self, out):
        for line in self.fixed:  # error: 20
            await out.send(line)

    async def tell(self, out):
        for number in self.numbers:  # error: 22
            await out.send(number)


class Search:
    """The loop itself finds more to go over."""

    def __init__(self):
        self.pages = ["index"]

    def forget(self, page):
        self.pages.remove(page)

    async def run(self, fetch):
        for page in self.pages:  # error: 20
            self.pages.extend(await fetch(page))


class Links:
    """What another function puts in the place of a value, the loop gets."""

    def __init__(self):
        self.renewed = {}
        self.kept = {}
        self.left = {}

    def renew(self, name, link):
        self.renewed[name] = link

    def keep(self, name, link):
        if name in self.kept:
            raise ValueError(name)
        self.kept[name] = link

    def forget(self, name):
        self.renewed.pop(name, None)
        self.kept.pop(name, None)
        self.left.pop(name, None)

    async def leave_all(self):
        for name in self.left:  # error: 20
            await name.leave()
        self.left.clear()

    async def ping(self):
        for link in self.renewed.values():  # error: 20
            await link.ping()

    async def ping_kept(self):
        for link in self.kept.values():  # error: 20
            await link.ping()

    async def tell(self, out):
        for name in self.renewed:  # error: 20
            await out.send(name)


class Rooms:
    """A function that the loop hands its element to looks that up."""

    def __init__(self):
        self.rooms = {}
        self.names = set()

    def leave(self, name):
        self.rooms.pop(name, None)
        self.names.discard(name)

    async def send(self, name, text):
        await asyncio.sleep(1)
        print(self.rooms[name], text)

    async def greet(self, name):
        print(self.rooms.get(name))
        await asyncio.sleep(1)

    async def tell(self, text):
        for name in self.names:  # error: 20
            await self.send(name, text)

    async def welcome(self):
        for name in self.names:  # error: 20
            await self.greet(name)

    async def all(self, text):
        return [await self.send(name, text) for name in self.names]  # error: 56


class Pool:
    """The plain function that takes one out ends it, or only counts."""

    def __init__(self):
        self.links = set()
        self.counted = set()
        self.number = 0

    def drop(self, link):
        link.close()
        self.links.discard(link)

    def leave(self, link):
        self.counted.discard(link)
        self.number -= 1

    async def ping(self):
        for link in self.links:  # error: 20
            await link.ping()

    async def ping_counted(self):
        for link in self.counted:  # error: 20
            await link.ping()
