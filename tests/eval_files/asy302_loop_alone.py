# only: own
"""Who waits for a lock that only the thread of the loop takes? Nobody."""
import asyncio
import fcntl
import threading
import time

_shared = threading.Lock()
open_to_all = threading.RLock()


class Channel:
    def __init__(self, path):
        self._path = path
        self._guard = threading.RLock()
        self._seen = threading.Lock()
        self._asked = threading.Lock()
        self.lock = threading.Lock()
        with self._guard:
            self._save_locked()

    async def handle(self, activity):
        with self._guard:
            self.activity = activity
            self._save_locked()
        self._touch()

    def _touch(self):
        with self._guard:
            self._save_locked()

    def _save_locked(self):
        with open(self._path, "a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)

    async def look(self):
        with self._seen:  # error: 13
            self.activity = None

    def _work(self):
        with self._seen:
            time.sleep(1)

    def start(self):
        threading.Thread(target=self._work).start()

    async def ask(self):
        with self._asked:  # error: 13
            self.activity = None

    def answer(self):
        with self._asked:
            time.sleep(1)

    async def own(self):
        with self.lock:  # error: 13
            time.sleep(1)


async def one():
    with _shared:
        time.sleep(1)


async def two():
    with open_to_all:  # error: 9
        time.sleep(1)


async def three():
    _called()


def _called():
    with _shared:
        time.sleep(1)
