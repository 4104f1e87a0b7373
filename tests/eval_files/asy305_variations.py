# only: own

import asyncio

import trio

lock = asyncio.Lock()
gate = trio.Lock()


async def write(line):
    await lock.acquire()
    try:
        print(line)
    finally:
        lock.release()


async def write_all(lines):
    async with lock:
        for line in lines:
            await write(line)  # error: 18, lock="lock"


async def twice():
    async with lock:
        async with lock:  # error: 19
            print("never")


async def one_after_the_other(line):
    async with lock:
        print(line)
    await write(line)


async def enter():
    async with gate:
        await trio.sleep(1)


async def pass_by(visitor):
    async with gate:
        await enter()  # error: 14


class Limited:
    def __init__(self):
        self._one = asyncio.Semaphore(1)
        self._many = asyncio.Semaphore(5)
        self._busy = False

    async def fetch(self):
        async with self._one:
            return await self.again()  # error: 25

    async def again(self):
        async with self._one:
            return 1

    async def fetch_many(self):
        async with self._many:
            return await self.again_many()

    async def again_many(self):
        async with self._many:
            return 1

    async def guarded(self):
        async with self._one:
            self._busy = True
            await self.maybe()

    async def maybe(self):
        if self._busy:
            return
        async with self._one:
            print("free")

    async def started(self):
        async with self._one:
            self.task = asyncio.create_task(self.again())

    async def connect(self):
        async with self._one:
            await self.receive(force=True)

    async def receive(self, force=False):
        while True:
            if force:
                raise RuntimeError("closed")
            await self.connect()
