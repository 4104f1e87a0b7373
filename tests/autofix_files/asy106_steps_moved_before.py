"""What is in a thread already is a part of the step as much as what blocks: who moves the rest divides it."""

import asyncio
import json
from pathlib import Path


class Session:
    def __init__(self, key):
        self.key = key
        self.messages = []


class Sessions:
    def __init__(self, folder: Path):
        self.folder = folder
        self.cache = {}

    def load(self, key):
        found = self.cache.get(key)
        if found is None:
            found = self.cache[key] = Session(json.loads((self.folder / key).read_text()))
        return found

    def save(self, session: Session):
        (self.folder / session.key).write_text(json.dumps(session.messages))


class Loop:
    def __init__(self, sessions: Sessions):
        self.sessions = sessions
        self.lock = asyncio.Lock()
        self.locks = {}
        self.count = 0

    async def keep(self, key, text):
        session = await asyncio.to_thread(self.sessions.load, key)
        session.messages.append(text)
        self.sessions.save(session)  # ASY156: 8

    async def keep_new(self, key, text):
        session = Session(key)
        session.messages.append(text)
        await asyncio.to_thread(self.sessions.save, session)  # ASY156: 8

    def raise_to(self, count):
        self.count = count
        Path(f"{count}.txt").write_text("x")

    async def step(self, name):
        count = self.count
        text = Path(name).read_text()  # error: 15
        await asyncio.to_thread(self.raise_to, count + len(text))

    async def inner(self, name):
        count = self.count
        text = Path(name).read_text()  # error: 15

        def write():
            self.count = count + len(text)
            Path(f"{count}.txt").write_text("x")

        await asyncio.to_thread(write)

    async def apart(self, name):
        text = await asyncio.to_thread(Path(name).read_text)  # error: 15
        await asyncio.to_thread(self.raise_to, len(text))


class Turns:
    def __init__(self, sessions: Sessions):
        self.sessions = sessions
        self.locks = {}

    def lock_for(self, key):
        return self.locks.setdefault(key, asyncio.Lock())

    async def open(self, key, other):
        async with self.lock_for(other):
            await asyncio.sleep(1)
            return self.sessions.load(key)  # ASY156: 19


HANDLERS = [
    Loop.keep,
    Loop.keep_new,
    Loop.step,
    Loop.inner,
    Loop.apart,
    Turns.open,
]
