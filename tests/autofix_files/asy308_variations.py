# only: own

import asyncio

rooms: dict[str, asyncio.Queue] = {}
names = ["Ada"]


async def tell_all(text):
    for room, queue in list(rooms.items()):  # error: 23, container="rooms"
        await queue.put((room, text))


async def tell_in_turn(text):
    return [await queue.put(text) for queue in list(rooms.values())]  # error: 47


async def tell_at_once(text):
    await asyncio.gather(*[queue.put(text) for queue in rooms.values()])


async def tell_a_copy(text):
    for queue in tuple(rooms.values()):
        await queue.put(text)


async def tell_nobody(text):
    for room in rooms:
        print(room, text)
    await asyncio.sleep(1)


async def greet():
    for name in names:
        await asyncio.sleep(len(name))


def leave(room):
    del rooms[room]


def come(name):
    names.append(name)


class Plugins:
    """Filled at the start, and only read from then on."""

    def __init__(self, driver):
        self.plugins = {}
        self.patterns = {}
        self.seen = {}
        self.pending = []
        self.jobs = {}
        driver.on_found(self.found)

    def add_plugin(self, plugin):
        self.plugins[plugin.name] = plugin

    async def setup(self, patterns):
        self.patterns = {}
        for name, pattern in patterns:
            self.patterns[name] = pattern

    def found(self, host):
        self.seen[host] = True

    def forget_all(self):
        self.pending.clear()
        self.jobs.pop("last", None)
        self.jobs = {}

    def again(self):
        if self.jobs:
            self.jobs = {}
        self.jobs["first"] = True

    async def stop(self):
        for plugin in self.plugins.values():
            await plugin.stop()
        for pattern in self.patterns.items():
            await asyncio.sleep(pattern)
        for entity in self.pending:
            await entity.stop()
        for host in list(self.seen):  # error: 20
            await asyncio.sleep(len(host))
        for job in list(self.jobs):  # error: 19
            await asyncio.sleep(len(job))
