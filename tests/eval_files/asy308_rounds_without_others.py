"""Rounds in which nobody else gets a turn, and containers that nobody may change any more."""
# only: own
import asyncio
from dataclasses import dataclass


@dataclass
class Ear:
    heard: asyncio.Queue
    name: str


class Speaker:
    def __init__(self):
        self.ears: dict[str, Ear] = {}

    async def join(self, name):
        self.ears[name] = Ear(asyncio.Queue(), name)

    async def leave(self, name):
        self.ears.pop(name, None)

    async def say(self, words):
        for ear in self.ears.values():
            await ear.heard.put(words)

    async def spell(self, words):
        for ear in self.ears.values():
            await self.tell(ear, words)

    async def tell(self, ear, words):
        ear.heard.put_nowait(words)

    async def finish(self):
        for ear in self.ears.values():  # error: 19
            await ear.heard.join()

    async def whisper(self, words):
        for ear in self.ears.values():  # error: 19
            await ear.heard.put(words)
            await asyncio.sleep(1)


class Starter:
    def __init__(self):
        self.jobs = {}
        self.late = {}
        self.reopened = {}
        self.kept = {}
        self.is_started = False
        self.is_open = False
        self.is_late = False

    def add(self, name, job):
        if self.is_started:
            raise RuntimeError("too late")
        self.jobs.pop(name, None)
        self.jobs[name] = job

    def add_late(self, name, job):
        if self.is_late:
            raise RuntimeError("too late")
        self.late.pop(name, None)

    def add_open(self, name, job):
        if self.is_open:
            return
        self.reopened.pop(name, None)

    def add_kept(self, name, job):
        if self.is_started:
            print("late")
        self.kept.pop(name, None)

    def open(self):
        self.is_open = False

    async def start(self):
        self.is_started = True
        for job in self.jobs.values():
            await asyncio.sleep(len(job))
        for job in self.kept.values():  # error: 19
            await asyncio.sleep(len(job))

    async def start_late(self):
        for job in self.late.values():  # error: 19
            await asyncio.sleep(len(job))
        self.is_late = True

    async def start_open(self):
        self.is_open = True
        for job in self.reopened.values():  # error: 19
            await asyncio.sleep(len(job))


class Pool:
    """What only ``__del__`` calls runs when nobody has the object any more; others may call ``_flush``."""

    def __init__(self):
        self.sessions: dict[str, asyncio.StreamWriter] = {}

    async def leave(self, name):
        self.sessions.pop(name)

    async def _close(self):
        for session in self.sessions.values():
            await session.wait_closed()

    async def _flush(self):
        for session in self.sessions.values():  # error: 23
            await session.drain()

    def __del__(self):
        asyncio.get_event_loop().run_until_complete(self._close())
        asyncio.get_event_loop().run_until_complete(self._flush())

    async def pause(self):
        await self._flush()
