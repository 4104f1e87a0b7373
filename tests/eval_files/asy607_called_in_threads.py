"""Threads that come to the loop's objects through methods of others."""

import asyncio
import threading


class Layout:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.loop = asyncio.get_running_loop()
        self.changed = asyncio.Event()
        self.ready = asyncio.Event()

    def update(self, item):
        self.queue.put_nowait(item)  # error: 8, function="update"
        self.note()

    def note(self):
        self.changed.set()  # error: 8, function="note"

    def update_safely(self, item):
        self.loop.call_soon_threadsafe(self.queue.put_nowait, item)

    def update_anywhere(self, item):
        if threading.current_thread() is threading.main_thread():
            self.queue.put_nowait(item)
        else:
            self.update_safely(item)

    def begin(self):
        self.ready.set()


class Ticker(threading.Thread):
    def __init__(self, layout: Layout):
        super().__init__()
        self.layout = layout

    def run(self):
        for number in range(3):
            self.layout.update(number)
            self.layout.update_safely(number)
            self.layout.update_anywhere(number)


class Driver(threading.Thread):
    """It runs a loop of its own, to which the layout may belong."""

    def __init__(self, layout: Layout):
        super().__init__()
        self.layout = layout

    def run(self):
        self.layout.begin()
        asyncio.run(self.layout.queue.join())


class Keeper:
    def __init__(self, queue: asyncio.Queue[str]) -> None:
        self.queue = queue
        self.queues: dict[str, asyncio.Queue[str]] = {}

    def local_name(self) -> None:
        queue = self.queue
        queue.put_nowait("x")  # error: 8

    def made(self) -> None:
        queue = asyncio.Queue[str]()
        queue.put_nowait("x")

    def itself(self, queue: asyncio.Queue[str]) -> None:
        other = queue
        other = other.inner
        other.put_nowait("x")

    async def run(self) -> None:
        await asyncio.to_thread(self.local_name)
        await asyncio.to_thread(self.made)
        await asyncio.to_thread(self.itself, self.queue)
