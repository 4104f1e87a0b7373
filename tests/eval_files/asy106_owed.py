# only: own
"""What is taken out and answered or given back soon: a cancellation in between leaves somebody waiting."""

import asyncio
from pathlib import Path


class Rpc:
    def __init__(self, log: Path) -> None:
        self.log = log
        self.pending: dict[int, asyncio.Future[str]] = {}
        self.free: list[str] = []

    async def answer(self, number: int, value: str) -> None:
        future = self.pending.pop(number)
        self.log.read_text()  # error: 8
        future.set_result(value)

    async def answer_first(self, number: int, value: str) -> None:
        future = self.pending.pop(number)
        future.set_result(value)
        self.log.read_text()  # error: 8

    async def answer_after_a_while(self, number: int, value: str) -> None:
        future = self.pending.pop(number)
        await asyncio.sleep(1)
        self.log.read_text()  # error: 8
        future.set_result(value)

    async def lend(self) -> str:
        name = self.free.pop()
        text = self.log.read_text()  # error: 15
        self.free.append(name)
        return text

    async def lend_and_work(self) -> str:
        name = self.free.pop()
        text = self.log.read_text()  # error: 15
        try:
            await asyncio.sleep(1)
        finally:
            self.free.append(name)
        return text

    async def lend_safely(self) -> str:
        name = self.free.pop()
        try:
            await asyncio.sleep(1)
            return self.log.read_text()  # error: 19
        finally:
            self.free.append(name)

    async def use_up(self) -> str:
        name = self.free.pop()
        text = self.log.read_text()  # error: 15
        return text + name


async def once(marker: Path, log: Path) -> str:
    if marker.exists():
        return ""
    text = log.read_text()  # error: 11
    marker.touch()
    return text
