# fix: safe
"""Safe is what is proven: what a new wait divides, or loses, is in nobody's sight."""

import asyncio
import glob
import os
import shutil
from pathlib import Path


class Shelf:
    def __init__(self, folder):
        self.folder = folder
        self.waiting = []
        self.closed = False
        self.titles = []
        self.guests = []

    async def takes_out(self):
        name = self.waiting.pop()
        shutil.rmtree(name)  # error: 8

    async def takes_out_before(self):
        name = self.waiting.pop()
        await asyncio.sleep(0)
        await asyncio.to_thread(shutil.rmtree, name)  # error: 8

    async def refuses(self, source):
        if self.closed:
            raise ValueError
        shutil.copy(source, self.folder)  # error: 8
        self.titles.append(source)

    async def refuses_nothing(self, source):
        await asyncio.to_thread(shutil.copy, source, self.folder)  # error: 8
        self.titles.append(source)

    def close(self):
        self.closed = True

    def invites(self, guest):
        self.guests.append(guest)

    async def goes_over(self, source):
        for guest in self.guests:
            shutil.copy(source, guest)  # error: 12

    async def goes_over_given(self, source, guests: list[str]):
        for guest in guests:
            await asyncio.to_thread(shutil.copy, source, guest)  # error: 12

    async def cleans(self, source):
        try:
            await asyncio.sleep(1)
        finally:
            shutil.rmtree(source)  # error: 12

    async def reads_the_rest(self, source, target):
        shutil.copy(source, target)  # error: 8
        with Path(target).open() as file:  # ASY106: 13
            return file.readline()  # ASY106: 19

    async def copies_both(self, source, first, second):
        shutil.copy(source, first)  # error: 8
        shutil.copy(source, second)  # error: 8

    async def tells(self, pattern):
        print(f"{glob.glob(pattern)} in it")  # error: 17

    async def tells_all(self, pattern, tells):
        tells({"names": glob.glob(pattern)})  # error: 24

    async def asks(self, pattern, found):
        return found or glob.glob(pattern)  # error: 24

    async def prepares(self, folder):
        os.makedirs(folder, exist_ok=True)  # error: 8

    async def tells_it(self, pattern):
        print(await asyncio.to_thread(glob.glob, pattern))  # error: 14


class Scanner:
    def __init__(self):
        self.count = 0

    def start(self):
        self.task = asyncio.create_task(self._scan())
        self.other = asyncio.create_task(self._counts())

    async def _scan(self):
        self.names = glob.glob("*.txt")  # error: 21

    async def _counts(self):
        self.count = len(await asyncio.to_thread(glob.glob, "*.txt"))  # error: 25

    def shown(self):
        return self.names


class Once:
    def __init__(self, source):
        self.source = source
        self.is_done = False

    async def _copies(self):
        shutil.copy(self.source, "here")  # error: 8

    async def runs(self):
        if self.is_done:
            return
        self.is_done = True
        await self._copies()
        self.is_done = False

    async def _shows(self):
        await asyncio.to_thread(shutil.copy, self.source, "there")  # error: 8

    async def runs_always(self):
        await self._shows()
        return self.source
