"""An object that runs its loop itself is there as long as that runs: its tasks are kept by it."""

import asyncio


class Connector:
    def __init__(self, config):
        if config:
            self.loop = asyncio.new_event_loop()
        else:
            self.loop = asyncio.get_event_loop()
        self.config = config

    def run(self):
        self.loop.run_until_complete(self.start())

    async def start(self):
        self.loop.create_task(self.poll())  # error: 8
        self.loop.create_task(poll(self.config))  # error: 8

    async def poll(self):
        await asyncio.sleep(1)


class Typed:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def run(self) -> None:
        self.react()
        self.loop.run_forever()

    def react(self) -> None:
        self.loop.create_task(poll(1))  # error: 8


class Guest:
    """Others run the loop, and may hold this object no longer than a call of it takes."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def react(self) -> None:
        self.loop.create_task(poll(1))  # error: 8


class Slotted:
    __slots__ = ("loop",)

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def run(self) -> None:
        self.loop.run_until_complete(self.start())

    async def start(self) -> None:
        self.loop.create_task(poll(1))  # error: 8


class Late:
    """Its loop comes from outside."""

    def __init__(self):
        self.name = "late"

    def run(self):
        self.loop.run_until_complete(self.start())

    async def start(self):
        self.loop.create_task(poll(1))  # error: 8


async def poll(device):
    await asyncio.sleep(1)
