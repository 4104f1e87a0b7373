import asyncio
import multiprocessing
import threading
from contextlib import asynccontextmanager, contextmanager
from threading import Lock as ThreadLock

lock = threading.Lock()
shared = threading.RLock()
other = ThreadLock()
between = multiprocessing.Lock()
slots = threading.Semaphore(2)
condition = threading.Condition()


async def fetch(item):
    await asyncio.sleep(0)
    return item


async def add(item):
    with lock:  # error: 4, lock="lock", line="22"
        await fetch(item)


async def add_all(items, source):
    with shared:  # error: 4, lock="shared"
        async with source:
            pass
    with other:  # error: 4
        async for item in source:
            print(item)
    with between:  # error: 4
        print([item async for item in source])
    with slots:  # error: 4
        if items:
            print([await fetch(item) for item in items])
    with condition:  # error: 4
        try:
            await fetch(1)
        finally:
            print("done")


async def several_items(path):
    with open_nothing() as file, lock:  # error: 4, lock="lock"
        await fetch(file)


def open_nothing():
    return NullFile()


class NullFile:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


class Store:
    def __init__(self):
        self._lock = threading.Lock()
        self.private = threading.Lock()

    async def put(self, item):
        with self._lock:  # error: 8, lock="self._lock"
            await fetch(item)

    def put_from_thread(self, item):
        with self._lock:
            print(item)

    async def take(self):
        self.private.acquire()  # error: 8, lock="self.private"
        await fetch(1)
        self.private.release()

    async def take_safely(self):
        self.private.acquire()  # error: 8, lock="self.private"
        try:
            return await fetch(1)
        finally:
            self.private.release()

    async def numbers(self):
        with self._lock:  # error: 8
            yield 1

    @asynccontextmanager
    async def locked(self):
        with self._lock:  # error: 8
            yield self

    @contextmanager
    def locked_for_threads(self):
        with self._lock:
            yield self


async def nested_functions_do_not_count():
    with shared:  # ASY302: 9
        async def inner():
            await fetch(1)

        work = lambda: (yield)  # noqa: E731
    return inner, work


async def tasks_locks(unknown, task_lock: asyncio.Lock):
    async with task_lock:
        await fetch(1)
    with unknown:
        await fetch(1)
    await fetch(2)


async def no_wait_in_between():
    if shared.acquire(blocking=False):
        shared.release()
    await fetch(1)
