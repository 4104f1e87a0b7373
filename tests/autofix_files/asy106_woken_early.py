# only: own
"""What a task reads that was just started, or woken, must be there before the function waits."""

import asyncio
import json
from pathlib import Path


class Service:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.started = asyncio.Event()
        self.orders: asyncio.Queue[str] = asyncio.Queue()
        self.prices: dict[str, str] = {}
        self.task: asyncio.Task[None] | None = None

    async def run(self) -> None:
        while True:
            await asyncio.sleep(self.pause)

    async def begin(self) -> None:
        self.task = asyncio.create_task(self.run())
        self.pause = json.loads(self.path.read_text())  # error: 32

    async def begin_then(self) -> None:
        self.pause = json.loads(await asyncio.to_thread(self.path.read_text))  # error: 32
        self.task = asyncio.create_task(self.run())

    async def begin_with_a_pause(self) -> None:
        self.pause = 1
        self.task = asyncio.create_task(self.run())
        self.pause = json.loads(await asyncio.to_thread(self.path.read_text))  # error: 32

    async def begin_after_a_while(self) -> None:
        self.task = asyncio.create_task(self.run())
        await asyncio.sleep(1)
        self.pause = json.loads(await asyncio.to_thread(self.path.read_text))  # error: 32

    async def begin_and_read(self) -> str:
        self.task = asyncio.create_task(self.run())
        return await asyncio.to_thread(self.path.read_text)  # error: 15

    async def wake(self) -> None:
        self.started.set()
        self.text = self.path.read_text()  # error: 20

    async def wait(self) -> str:
        await self.started.wait()
        return self.text

    async def order(self, name: str) -> None:
        self.orders.put_nowait(name)
        self.prices[name] = self.path.read_text()  # error: 28

    async def order_rightly(self, name: str) -> None:
        self.prices[name] = await asyncio.to_thread(self.path.read_text)  # error: 28
        self.orders.put_nowait(name)

    async def serve(self) -> str:
        name = await self.orders.get()
        return self.prices[name]

    async def say_soon(self) -> None:
        asyncio.get_running_loop().call_soon(self.say)
        self.words = self.path.read_text()  # error: 21

    def say(self) -> None:
        print(self.words)
