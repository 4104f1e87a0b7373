# Helpers that block and must not run in another thread have no fix; others beside them have one.
import asyncio
import contextvars
import sqlite3
import threading
import time
from threading import Thread

current = contextvars.ContextVar("current")
state = threading.local()


def pause():
    time.sleep(1)


def uses_loop():
    time.sleep(1)
    asyncio.get_running_loop().call_soon(print)


def uses_loop_deeper():
    uses_loop()


def schedules():
    time.sleep(1)
    return asyncio.ensure_future(asyncio.sleep(1))


def hands_to_loop(loop: asyncio.AbstractEventLoop):
    time.sleep(1)
    loop.call_soon_threadsafe(print)


def sets_context():
    time.sleep(1)
    current.set(1)


def reads_context():
    time.sleep(1)
    return current.get()


def reads_state():
    time.sleep(1)
    return state.value


def recursive(number):
    time.sleep(1)
    return recursive(number - 1) if number else 0


def doubled(number):
    time.sleep(1)
    return 2 * number


def with_connection(connection):
    time.sleep(1)


class Connector:
    async def run(self): ...


def make_connector() -> Connector:
    time.sleep(1)
    return Connector()


def runs_either_way(coroutine):
    time.sleep(1)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    return Thread(target=asyncio.run, args=(coroutine,))


def asks_and_gives_up(coroutine):
    time.sleep(1)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return coroutine.close()
    return Thread(target=asyncio.run, args=(coroutine,))


async def asked_whether_a_loop_runs(coroutine):
    runs_either_way(coroutine)  # error: 4
    await asyncio.sleep(1)
    asks_and_gives_up(coroutine)  # error: 4


async def bound_to_the_loop(loop: asyncio.AbstractEventLoop):
    uses_loop()  # error: 4
    uses_loop_deeper()  # error: 4
    task = schedules()  # error: 11
    await asyncio.sleep(1)
    hands_to_loop(loop)  # error: 4
    await task


async def bound_to_the_task():
    sets_context()  # error: 4
    await asyncio.sleep(1)
    reads_context()  # error: 4
    await asyncio.sleep(1)
    reads_state()  # error: 4


async def bound_to_a_thread(connection: sqlite3.Connection):
    with_connection(connection)  # error: 4
    await asyncio.sleep(1)
    with_connection("x")  # error: 4


async def objects():
    connector = make_connector()  # error: 16
    await connector.run()
    doubled(1).bit_length()  # error: 4


async def lazy(numbers):
    recursive(3)  # error: 4
    await asyncio.sleep(1)
    return list(map(doubled, numbers))  # error: 16


async def under_a_lock(cache):
    with cache.write_lock():
        pause()  # error: 8


async def in_a_transaction(cache):
    with cache.transaction():
        pause()  # error: 8
