# only: own
import asyncio
import threading
import time

lock = threading.Lock()
held = threading.Lock()
counts = {}


async def count(key):
    with lock:  # error: 9, lock="lock"
        counts[key] = counts.get(key, 0) + 1


def from_a_thread(key):
    with lock:
        counts.pop(key)
    with held:
        time.sleep(1)


async def count_held(key):
    with held:
        counts[key] = 1


async def waits(key):
    guard = threading.Lock()
    with guard:
        await asyncio.sleep(1)


async def for_tasks(task_lock: asyncio.Lock):
    async with task_lock:
        counts.clear()


async def of_the_caller(own: threading.Lock):
    with own:
        counts.clear()
