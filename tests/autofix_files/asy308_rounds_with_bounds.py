"""A queue with a bound may be full."""
# only: own
import asyncio


class Speaker:
    def __init__(self):
        self.ears: dict[str, asyncio.Queue] = {}

    async def join(self, name):
        self.ears[name] = asyncio.Queue(8)

    async def leave(self, name):
        self.ears.pop(name, None)

    async def say(self, words):
        for ear in list(self.ears.values()):  # error: 19
            await ear.put(words)
