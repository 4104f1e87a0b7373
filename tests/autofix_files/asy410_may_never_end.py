"""Waiting for a cancelled task under a lock that it needs to end, or for one that goes on, never ends."""

import asyncio


class Store:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.notes: list[str] = []

    async def work(self) -> None:
        try:
            await asyncio.sleep(10)
        finally:
            async with self.lock:
                self.notes.append("ended")

    async def under_lock(self) -> None:
        task = asyncio.create_task(self.work())
        async with self.lock:
            await asyncio.sleep(1)
            task.cancel()  # error: 12

    async def behind_lock(self) -> None:
        task = asyncio.create_task(self.work())
        async with self.lock:
            await asyncio.sleep(1)
        task.cancel()  # error: 8
        await asyncio.wait([task])


async def goes_on(queue: asyncio.Queue) -> None:
    while True:
        try:
            print(await queue.get())
        except asyncio.CancelledError:  # ASY501: 8
            print("never mind")
            raise


async def ends(queue: asyncio.Queue) -> None:
    while True:
        try:
            print(await queue.get())
        except asyncio.CancelledError:
            print("ended")
            raise


async def work_on(queue: asyncio.Queue) -> None:
    task = asyncio.create_task(goes_on(queue))
    await asyncio.sleep(1)
    task.cancel()  # error: 4
    await asyncio.wait([task])


async def work(queue: asyncio.Queue) -> None:
    task = asyncio.create_task(ends(queue))
    await asyncio.sleep(1)
    task.cancel()  # error: 4
    await asyncio.wait([task])
