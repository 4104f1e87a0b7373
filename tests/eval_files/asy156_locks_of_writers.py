# only: own
"""A lock of threads helps where all hold it who write the file: else one undoes what another has added."""

import asyncio
import json
import os
import threading
from pathlib import Path


class Memory:
    def __init__(self, folder: Path):
        self.history = folder / "history.jsonl"
        self.own = folder / "own.jsonl"
        self.log = folder / "log.txt"
        self._lock = threading.Lock()
        self._other_lock = threading.Lock()
        self._begin()

    def _begin(self):
        self.own.write_text("")

    def add(self, entry):
        with self._lock:
            with open(self.history, "a") as file:
                file.write(json.dumps(entry))

    def add_own(self, entry):
        with self._lock:
            with open(self.own, "a") as file:
                file.write(json.dumps(entry))

    def note(self, text):
        with self._lock:
            with self.log.open("a") as file:
                file.write(text)

    def compact(self):
        kept = self.history.read_text().splitlines()[-5:]
        new = self.history.with_suffix(".tmp")
        new.write_text("".join(kept))
        os.replace(new, self.history)

    def compact_own(self):
        with self._lock:
            self._compact_own()

    def _compact_own(self):
        kept = self.own.read_text().splitlines()[-5:]
        new = self.own.with_suffix(".new")
        new.write_text("".join(kept))
        new.replace(self.own)

    def clear(self):
        with self._other_lock:
            self.log.write_text("")


class App:
    def __init__(self, memory: Memory):
        self.memory = memory

    async def remember(self, entry):
        self.memory.add(entry)  # error: 8
        await asyncio.sleep(1)
        self.memory.note("remembered")  # error: 8

    async def remember_in_thread(self, entry):
        print(self.memory.add_own(entry))  # error: 14


HANDLERS = [
    App.remember,
    App.remember_in_thread,
]
