"""Loops of base classes that run what subclasses do, item by item, as a task of its own."""

import asyncio

REGISTRY = []


def start_task(*args, **kwargs) -> asyncio.Task:
    task = asyncio.create_task(*args, **kwargs)
    REGISTRY.append(task)
    return task


class Worker:
    def __init__(self, queue: asyncio.Queue):
        self.queue = queue
        self.running = None

    def start(self):
        self.running = start_task(self._work())

    async def _work(self):
        raise NotImplementedError

    def stop(self):
        self.running.cancel()


class SkippingWorker(Worker):
    current = None

    async def _work(self):
        while True:
            try:
                item = await self.queue.get()
            except asyncio.CancelledError:
                return
            self.current = start_task(self.process(item))
            try:
                await self.current
            except asyncio.CancelledError:
                return
            except Exception:
                print("failed")
            self.current = None

    async def process(self, item):
        raise NotImplementedError

    def skip(self):
        if self.current is not None:
            self.current.cancel()


class GoingOn(Worker):
    current = None

    async def _work(self):
        while True:
            item = await self.queue.get()
            self.current = start_task(self.handle(item))
            try:
                await self.current
            except asyncio.CancelledError:
                continue

    async def handle(self, item):
        raise NotImplementedError

    def skip(self):
        self.current.cancel()


class OneTask:
    """Nothing but the item can be cancelled: whoever does that may want the loop to end."""

    sheet = None

    async def work(self, queue: asyncio.Queue):
        while True:
            item = await queue.get()
            self.sheet = asyncio.create_task(self.carry_out(item))
            await self.sheet

    async def carry_out(self, item):
        raise NotImplementedError

    def stop(self):
        self.sheet.cancel()
