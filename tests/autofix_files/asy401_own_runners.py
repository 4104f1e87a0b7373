"""An object that runs its loop itself is there as long as that runs: its tasks are kept by it."""

import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


class Connector:
    def __init__(self, config):
        if config:
            self.loop = asyncio.new_event_loop()
        else:
            self.loop = asyncio.get_event_loop()
        self._background_tasks = set()
        self.config = config

    def run(self):
        self.loop.run_until_complete(self.start())

    async def start(self):
        task = self.loop.create_task(self.poll())  # error: 8
        self._background_tasks.add(task)
        task.add_done_callback(self._background_tasks.discard)
        task = self.loop.create_task(poll(self.config))  # error: 8
        self._background_tasks.add(task)
        task.add_done_callback(self._background_tasks.discard)

    async def poll(self):
        await asyncio.sleep(1)


class Typed:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._background_tasks: set[asyncio.Task[object]] = set()

    def run(self) -> None:
        self.react()
        self.loop.run_forever()

    def react(self) -> None:
        task = self.loop.create_task(poll(1))  # error: 8
        self._background_tasks.add(task)
        task.add_done_callback(self._background_tasks.discard)


class Guest:
    """Others run the loop, and may hold this object no longer than a call of it takes."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def react(self) -> None:
        task = self.loop.create_task(poll(1))  # error: 8
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)


class Slotted:
    __slots__ = ("loop",)

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def run(self) -> None:
        self.loop.run_until_complete(self.start())

    async def start(self) -> None:
        task = self.loop.create_task(poll(1))  # error: 8
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)


class Late:
    """Its loop comes from outside."""

    def __init__(self):
        self.name = "late"

    def run(self):
        self.loop.run_until_complete(self.start())

    async def start(self):
        task = self.loop.create_task(poll(1))  # error: 8
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)


async def poll(device):
    await asyncio.sleep(1)
