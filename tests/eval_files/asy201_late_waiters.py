# fix: safe
"""An answer to what is begun may come before somebody waits for it, if the beginning waits itself."""

import asyncio
from typing import Protocol


class Bus(Protocol):
    async def answer_to(self, name: str) -> str: ...


class MemoryBus:
    def __init__(self):
        self.pending = {}
        self.answers = {}

    async def answer_to(self, name: str) -> str:
        event = asyncio.Event()
        self.pending[name] = event
        await asyncio.wait_for(event.wait(), 5)
        return self.answers[name]


class Flow:
    def __init__(self, bus: Bus):
        self.bus = bus
        self.waiting = {}

    async def notify(self, name):
        await asyncio.sleep(1)
        print(name)

    async def ask(self, name):
        self.notify(name)  # error: 8
        return await self.bus.answer_to(name)

    async def ask_for_a_while(self, name):
        self.notify(name)  # error: 8
        return await asyncio.wait_for(self._ask_further(name), 10)

    async def _ask_further(self, name):
        return await self.bus.answer_to(name)

    async def ask_here(self, name):
        self.notify(name)  # error: 8
        future = asyncio.get_running_loop().create_future()
        self.waiting[name] = future
        return await future

    async def ask_after_registering(self, name):
        future = asyncio.get_running_loop().create_future()
        self.waiting[name] = future
        self.notify(name)  # error: 8
        return await future

    async def wait_for_nobody(self, name):
        self.notify(name)  # error: 8
        done = asyncio.Event()
        await done.wait()

    async def wait_anyway(self, name):
        self.notify(name)  # error: 8
        await asyncio.sleep(1)
        return await self.bus.answer_to(name)

    async def ask_in_the_other_case(self, name):
        if not name:
            self.notify("nobody")  # error: 12
            return ""
        return await self.bus.answer_to(name)
