"""Threads, queues and locks, sleeping, a database that is locked, and computing."""

from __future__ import annotations

import asyncio
import bz2
import concurrent.futures
import hashlib
import queue
import sqlite3
import sys
import threading
import time
import zlib

LOCK = threading.Lock()


async def sleep(pause: float) -> None:
    time.sleep(pause)


async def sleep_freely(pause: float) -> None:
    await asyncio.sleep(pause)


async def standard_input(typed: str) -> bool:
    return input() == typed


async def standard_input_freely(typed: str) -> bool:
    return await asyncio.to_thread(input) == typed


async def stdin_readline(typed: str) -> bool:
    return sys.stdin.readline() == typed


async def stdin_readline_freely(typed: str) -> bool:
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.connect_read_pipe(lambda: protocol, sys.stdin)
    line = await reader.readline()
    transport.close()
    return line.decode() == typed


async def queue_get(late_queue: queue.Queue[int]) -> int:
    return late_queue.get()


async def queue_get_freely(pause: float) -> int:
    late_queue: asyncio.Queue[int] = asyncio.Queue()
    asyncio.get_running_loop().call_later(pause, late_queue.put_nowait, 1)
    return await late_queue.get()


async def queue_put(pause: float) -> None:
    full_queue: queue.Queue[int] = queue.Queue(1)
    full_queue.put_nowait(1)
    threading.Timer(pause, full_queue.get_nowait).start()
    full_queue.put(2)


async def queue_put_freely(pause: float) -> None:
    full_queue: asyncio.Queue[int] = asyncio.Queue(1)
    full_queue.put_nowait(1)
    asyncio.get_running_loop().call_later(pause, full_queue.get_nowait)
    await full_queue.put(2)


async def queue_join(full_queue: queue.Queue[int]) -> None:
    full_queue.join()


async def queue_join_freely(pause: float) -> None:
    full_queue: asyncio.Queue[int] = asyncio.Queue(1)
    full_queue.put_nowait(1)
    asyncio.get_running_loop().call_later(pause, full_queue.task_done)
    await full_queue.join()


async def lock_acquire(taken: threading.Lock) -> None:
    LOCK.acquire()
    LOCK.release()


async def lock_acquire_freely(task_lock: asyncio.Lock, pause: float) -> None:
    await task_lock.acquire()
    asyncio.get_running_loop().call_later(pause, task_lock.release)
    await task_lock.acquire()
    task_lock.release()


async def lock_in_with(taken: threading.Lock) -> None:
    with LOCK:
        pass


async def lock_in_with_freely(task_lock: asyncio.Lock, pause: float) -> None:
    await task_lock.acquire()
    asyncio.get_running_loop().call_later(pause, task_lock.release)
    async with task_lock:
        pass


async def event_wait(late_event: threading.Event) -> bool:
    return late_event.wait()


async def event_wait_freely(pause: float) -> bool:
    late_event = asyncio.Event()
    asyncio.get_running_loop().call_later(pause, late_event.set)
    return await late_event.wait()


async def semaphore_acquire(used_up: threading.Semaphore) -> None:
    used_up.acquire()


async def semaphore_acquire_freely(used_up_here: asyncio.Semaphore, pause: float) -> None:
    asyncio.get_running_loop().call_later(pause, used_up_here.release)
    await used_up_here.acquire()


async def barrier_wait(barrier: threading.Barrier) -> int:
    return barrier.wait()


async def barrier_wait_freely(pause: float) -> None:
    async def second() -> None:
        await asyncio.sleep(pause)
        await barrier.wait()

    barrier = asyncio.Barrier(2)
    await asyncio.gather(barrier.wait(), second())


async def thread_join(thread: threading.Thread) -> None:
    thread.join()


async def thread_join_freely(thread: threading.Thread) -> None:
    await asyncio.to_thread(thread.join)


async def future_result(late_future: concurrent.futures.Future[int]) -> int:
    return late_future.result()


async def future_result_freely(late_future: concurrent.futures.Future[int]) -> int:
    return await asyncio.wrap_future(late_future)


async def futures_wait(late_future: concurrent.futures.Future[int]) -> object:
    return concurrent.futures.wait([late_future]).done


async def futures_wait_freely(late_future: concurrent.futures.Future[int]) -> object:
    return await asyncio.wait([asyncio.wrap_future(late_future)])


async def executor_shutdown(busy_pool: concurrent.futures.ThreadPoolExecutor) -> None:
    busy_pool.shutdown()


async def executor_shutdown_freely(busy_pool: concurrent.futures.ThreadPoolExecutor) -> None:
    await asyncio.to_thread(busy_pool.shutdown)


async def sqlite_execute(locked: str) -> None:
    connection = sqlite3.connect(locked)
    connection.execute("INSERT INTO numbers VALUES (1)")
    connection.close()


async def sqlite_execute_freely(locked: str) -> None:
    def insert() -> None:
        connection = sqlite3.connect(locked)
        connection.execute("INSERT INTO numbers VALUES (1)")
        connection.close()

    await asyncio.to_thread(insert)


async def sqlite_query(database: str) -> list[tuple[int]]:
    connection = sqlite3.connect(database)
    rows = connection.execute(COUNTING).fetchall()
    connection.close()
    return rows


async def sqlite_query_freely(database: str) -> list[tuple[int]]:
    def query() -> list[tuple[int]]:
        connection = sqlite3.connect(database)
        rows = connection.execute(COUNTING).fetchall()
        connection.close()
        return rows

    return await asyncio.to_thread(query)


COUNTING = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1500000)
SELECT count(*) FROM numbers
"""


async def pbkdf2(secret: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", secret, b"salt", 600_000)


async def pbkdf2_freely(secret: bytes) -> bytes:
    return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", secret, b"salt", 600_000)


async def scrypt(secret: bytes) -> bytes:
    return hashlib.scrypt(secret, salt=b"salt", n=2**15, r=8, p=2, maxmem=2**26)


async def scrypt_freely(secret: bytes) -> bytes:
    return await asyncio.to_thread(
        hashlib.scrypt, secret, salt=b"salt", n=2**15, r=8, p=2, maxmem=2**26
    )


async def zlib_compress(noise: bytes) -> bytes:
    return zlib.compress(noise)


async def zlib_compress_freely(noise: bytes) -> bytes:
    return await asyncio.to_thread(zlib.compress, noise)


async def bz2_compress(some_noise: bytes) -> bytes:
    return bz2.compress(some_noise)


async def bz2_compress_freely(some_noise: bytes) -> bytes:
    return await asyncio.to_thread(bz2.compress, some_noise)
