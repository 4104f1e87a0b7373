import asyncio
import queue
import threading
from queue import Empty, Queue


class Jobs:
    def __init__(self):
        self._jobs = asyncio.Queue(5)

    async def add(self, job):
        await self._jobs.put(job)  # error: 8, call="queue.Queue.put"

    async def work(self):
        while True:
            job = await self._jobs.get()  # error: 18, call="queue.Queue.get"
            await asyncio.sleep(job)
            self._jobs.task_done()

    async def drain(self):
        await self._jobs.join()  # error: 8, call="queue.Queue.join"


class Caught:
    def __init__(self):
        self._caught = Queue()

    async def add(self, job):
        self._caught.put(job)

    async def work(self):
        while True:
            try:
                # asyncio.Queue has an error of its own.
                job = self._caught.get()  # error: 22, call="queue.Queue.get"
            except Empty:
                continue
            await asyncio.sleep(job)


class Timed:
    def __init__(self):
        self._timed = Queue()

    async def add(self, job):
        self._timed.put(job)

    async def work(self):
        while True:
            # asyncio.Queue takes no time.
            job = await asyncio.to_thread(self._timed.get, timeout=4)  # error: 18, call="queue.Queue.get"
            await asyncio.sleep(job)


class OfThreads:
    def __init__(self):
        self._others = Queue()
        self._stopped = threading.Event()

    def add(self, job):
        self._others.put(job)

    async def work(self):
        while True:
            job = self._others.get()  # error: 18, call="queue.Queue.get"
            await asyncio.sleep(job)

    async def stop(self):
        self._stopped.wait()  # error: 8, call="threading.Event.wait"
        await asyncio.sleep(1)
        await asyncio.to_thread(self._stopped.wait, 5)  # error: 8, call="threading.Event.wait"


def take(jobs: queue.Queue):
    return jobs.get()


async def take_one(jobs: queue.Queue):
    return take(jobs)  # ASY160: 11


async def take_local():
    jobs = asyncio.Queue(5)
    await jobs.put(1)
    await asyncio.sleep(1)
    return await jobs.get()  # error: 11, call="queue.Queue.get"
