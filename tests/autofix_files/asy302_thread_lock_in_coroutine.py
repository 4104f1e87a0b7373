# only: own
import asyncio
import multiprocessing
import threading
import time

lock = threading.Lock()
counts = {}


def hold_for_long(*locks):
    time.sleep(1)


def in_a_thread():
    with lock:
        time.sleep(1)


async def count(key):
    with lock:  # error: 9, lock="lock", instead="asyncio.Lock"
        counts[key] = counts.get(key, 0) + 1


async def count_by_hand(key):
    lock.acquire()  # error: 4, lock="lock"
    try:
        counts[key] = 1
    finally:
        lock.release()
    return await asyncio.sleep(0)


def on_the_loop():
    with lock:  # error: 9
        counts.clear()


async def start():
    asyncio.get_running_loop().call_soon(on_the_loop)


class Cache:
    _of_class = threading.Lock()

    def __init__(self):
        self._lock = threading.RLock()
        self._for_threads = threading.Lock()
        self._processes = multiprocessing.Lock()
        self._handed_on = threading.Lock()
        self._maybe = threading.Lock()

    async def get(self, key):
        with self._lock:  # error: 13, lock="self._lock"
            return counts.get(key)

    async def clear(self):
        with self._of_class:  # error: 13
            counts.clear()
        with self._processes:  # error: 13
            counts.clear()
        self._lock.acquire(timeout=1)  # error: 8
        self._lock.release()

    async def without_waiting(self):
        if self._lock.acquire(blocking=False):
            self._lock.release()
        if self._lock.acquire(False):
            self._lock.release()
        if self._lock.acquire(timeout=0):
            self._lock.release()

    async def shared_with_threads(self, key):
        with self._for_threads:  # error: 13
            return counts.get(key)

    def work(self):
        with self._for_threads:
            hold_for_long()
        with self._lock:
            hold_for_long()
        with self._of_class, self._processes:
            hold_for_long()
        with self._handed_on, self._maybe:
            hold_for_long()

    async def run(self):
        await asyncio.to_thread(self.work)

    async def handed_on(self, pool):
        pool.use(self._handed_on)
        with self._handed_on:  # error: 13
            counts.clear()

    async def rebound(self, lock):
        with self._maybe:
            counts.clear()
        self._maybe = lock


async def of_the_caller(own: threading.Lock, unknown):
    with own:
        counts.clear()
    with unknown:
        counts.clear()


async def for_tasks(task_lock: asyncio.Lock):
    async with task_lock:
        counts.clear()


async def local():
    guard = threading.Lock()

    def hold():
        with guard:
            time.sleep(1)

    await asyncio.to_thread(hold)
    with guard:  # error: 9, lock="guard"
        counts.clear()


def not_on_the_loop():
    guard = threading.Lock()
    with guard:
        counts.clear()
    guard.acquire()


class Counter:
    def __init__(self):
        self._free = threading.Lock()
        self._waiting = asyncio.Lock()
        self.open = 0

    async def enter(self):
        with self._free:
            self.open += 1

    def leave(self):
        with self._free:
            self.open -= 1
            self.log()

    def log(self):
        print(self.open)

    async def enter_late(self):
        async with self._waiting:  # error: 13
            self.open += 1

    async def leave_late(self):
        async with self._waiting:
            await asyncio.sleep(1)
