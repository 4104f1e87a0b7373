# only: own
"""A sibling that waits in the middle of what is one step in the synchronous form is told, not written."""
import asyncio
import time


class Notifier:
    def __init__(self) -> None:
        self.events = [asyncio.Event() for _ in range(4)]
        self.at = 0
        self.lock = asyncio.Lock()

    def _next(self) -> None:
        self.at = (self.at + 1) % 4

    def notify(self) -> None:
        self.events[self.at].set()
        time.sleep(0.1)
        self._next()

    async def notify_async(self) -> None:
        self.events[self.at].set()
        await asyncio.sleep(0.1)
        self._next()

    def tell(self) -> None:
        self.events[self.at].set()
        time.sleep(0.1)
        self._next()

    async def tell_async(self) -> None:
        async with self.lock:
            self.events[self.at].set()
            await asyncio.sleep(0.1)
            self._next()


class Buffer:
    def __init__(self) -> None:
        self.notifier = Notifier()

    def send(self, data: bytes) -> None:
        self.notifier.notify()

    async def send_async(self, data: bytes) -> None:
        await self.notifier.notify_async()

    def hand(self, data: bytes) -> None:
        self.notifier.tell()

    async def hand_async(self, data: bytes) -> None:
        await self.notifier.tell_async()


async def run(buffer: Buffer) -> None:
    buffer.send(b"")  # error: 4
    buffer.hand(b"")  # error: 4
