# only: own
import asyncio
import threading
from asyncio import Queue

import trio

lock = asyncio.Lock()  # error: 7, call="asyncio.Lock()"
jobs: Queue[int] = Queue(maxsize=10)  # error: 19
thread_lock = threading.Lock()
trio_lock = trio.Lock()


class Worker:
    limit = asyncio.Semaphore(3)  # error: 12

    def __init__(self):
        self.lock = asyncio.Lock()


async def run(done=asyncio.Event()):  # error: 19
    own = asyncio.Event()
    await own.wait()
    await done.wait()
