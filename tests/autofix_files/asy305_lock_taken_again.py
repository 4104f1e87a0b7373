# only: own
import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


async def number(*a) -> int:
    return 1


_slots = asyncio.Semaphore(10)


async def t23(lock: asyncio.Lock):
    async with lock:
        await t24(lock)  # error: 14, lock="lock"


async def t24(lock: asyncio.Lock):
    async with lock:
        await number()


class Store:
    def __init__(self):
        self._lock = asyncio.Lock()

    async def put(self):
        async with self._lock:
            await self.flush()  # error: 18
            await asyncio.wait_for(self.flush(), 1)  # error: 35
            await self.other()  # error: 18
            task = asyncio.create_task(self.flush())
            _background_tasks.add(task)
            task.add_done_callback(_background_tasks.discard)

    async def other(self):
        await self.flush()

    async def flush(self):
        async with self._lock:
            await number()

    async def ok(self):
        async with self._lock:
            await self.inner(True)

    async def inner(self, held=False):
        if held:
            return await number()
        async with self._lock:
            return await number()


class Call:
    async def run(self) -> int:
        async with _slots:
            await asyncio.sleep(0)
            return 1


class Multicall:
    def __init__(self, calls: list[Call]) -> None:
        self.calls = calls

    async def run(self) -> list[int]:
        async with _slots:
            return await asyncio.gather(*[call.run() for call in self.calls])  # error: 42

    async def one(self) -> int:
        async with _slots:
            return await self.calls[0].run()
