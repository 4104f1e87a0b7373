# fix: safe
"""A talk with an object that others have, too, is not divided without a person looking at it."""

import asyncio
import time


class Board:
    def __init__(self, port):
        self._port = port
        self._line = None

    @property
    def line(self):
        return self._line

    async def asks(self):
        self._port.write(b"?")
        time.sleep(0.1)  # error: 8
        return self._port.read()

    async def asks_with_pauses(self, port):
        for _ in range(3):
            port.write(b"?")
            try:
                port.check()
            except OSError:
                time.sleep(0.1)  # error: 16
                continue
            return port.last
        return port.read()

    async def waits_for_it(self):
        while not self._port.is_open():
            await asyncio.sleep(0.1)  # error: 12

    async def begins(self, make):
        self._line = make()
        time.sleep(0.1)  # error: 8
        self.line.send(b"hello")

    async def begins_with_given(self, line):
        await asyncio.sleep(0.1)  # error: 8
        line.send(b"hello")


class Maker:
    made = None

    @classmethod
    async def get(cls):
        if Maker.made is None:
            time.sleep(1)  # error: 12
            Maker.made = object()
        return Maker.made

    @classmethod
    async def make(cls):
        await asyncio.sleep(1)  # error: 8
        Maker.made = object()


async def takes_first(jobs, done):
    while jobs:
        job = jobs[0]
        time.sleep(1)  # error: 8
        jobs.remove(job)
        done.append(job)


async def adds_then(jobs, job):
    await asyncio.sleep(1)  # error: 4
    jobs.append(job)


async def takes_own():
    jobs = [1, 2]
    job = jobs[0]
    await asyncio.sleep(1)  # error: 4
    jobs.remove(job)
