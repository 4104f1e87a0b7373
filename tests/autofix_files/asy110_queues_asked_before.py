"""Only a test that guards the very call says that a queue has something."""
# only: own
import asyncio
import logging
import multiprocessing
import queue


class Pump:
    def __init__(self):
        self.items = asyncio.Queue()
        self.full = queue.Queue(3)
        self.others = multiprocessing.Queue()
        self.told = queue.Queue()
        self.kept = queue.SimpleQueue()

    async def drain(self):
        while not self.items.empty():
            print(await self.items.get())
        if self.items.qsize():
            print(await self.items.get())
        for _ in range(self.items.qsize()):
            print(await self.items.get())
        while self.items.qsize() > 0 and not self.full.full():
            self.full.put(await self.items.get())
        if self.others.empty():
            return None
        return self.others.get()

    async def take(self):
        logging.info("%d waiting", self.items.qsize())
        if self.full.full():
            print("soon")
        self.full.put(1)  # error: 8, call="queue.Queue.put"
        if not self.items.empty():
            print("one at least")
        return await self.items.get()  # error: 15, call="queue.Queue.get"

    async def take_other(self):
        while self.items.qsize() == 0:
            return await self.items.get()  # error: 19, call="queue.Queue.get"
        return self.others.get()  # error: 15, call="multiprocessing.queues.Queue.get"

    def has_more(self):
        return not self.told.empty()

    async def take_told(self):
        return self.told.get()

    async def take_kept(self):
        is_empty = self.kept.empty()
        return None if is_empty else self.kept.get()
