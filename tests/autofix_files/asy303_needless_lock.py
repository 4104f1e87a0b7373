"""A lock that is made anew guards nothing, and a block that waits for nothing needs none."""
import asyncio


class Generator:
    def __init__(self):
        self._data = []

    async def extend(self, found):
        valid = [one for one in found if one]

        # All of them at once.
        # error: 19
        self._data.extend(valid)
        print(len(self._data))
        return valid

    async def waits(self, found):
        async with asyncio.Lock():  # error: 19
            await asyncio.sleep(0)
            self._data.extend(found)

    async def named(self, found):
        async with asyncio.Lock() as lock:  # error: 19
            print(lock)

    async def counted(self, found):
        async with asyncio.Semaphore(0):  # error: 19
            print(found)


class Dispatcher:
    """The loop over the handlers waits: it and the other should share a lock."""

    def __init__(self):
        self.handlers = []
        self.names = []

    async def add(self, handler):
        async with asyncio.Lock():  # error: 19
            self.handlers.append(handler)

    async def name(self, name):
        # error: 19
        self.names.append(name)

    async def handle(self, message):
        for handler in list(self.handlers):
            await handler(message)
        for name in self.names:
            print(name)
