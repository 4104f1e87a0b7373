# only: own
import asyncio
from collections.abc import Callable
import functools
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import requests
import trio
from asgiref.sync import sync_to_async
from starlette.concurrency import run_in_threadpool


def count(number=0) -> int:
    return number + 1


def add(first, second=0) -> int:
    return first + second


def stop():
    print("stopped")


def make_worker():
    return lambda: 1


def hand_on(source):
    return source.worker()


async def work(number=0): ...


class Store:
    def save(self): ...

    def load(self):
        return {"key": 1}


class Task:
    def __call__(self):
        return 1


class Plain: ...


async def threads(store: Store, url):
    await asyncio.to_thread(time.sleep(1))  # error: 28
    await asyncio.to_thread(count(1))  # error: 28, advice="write 'asyncio.to_thread(count, ...)'"
    await asyncio.to_thread(stop())  # error: 28, advice="write 'asyncio.to_thread(stop)'"
    await asyncio.to_thread(add(1, second=2))  # error: 28
    await asyncio.to_thread(store.load())  # error: 28
    await asyncio.to_thread(requests.get(url, timeout=1))  # error: 28
    await asyncio.to_thread(Plain())  # error: 28
    await asyncio.to_thread(work())  # error: 28
    await asyncio.to_thread(count(1), 2)  # error: 28
    await asyncio.to_thread(count(*url))  # error: 28
    await asyncio.to_thread(
        count(  # error: 8
            1,  # one
        ),
    )


async def executors(loop: asyncio.AbstractEventLoop, pool: ThreadPoolExecutor, url):
    await loop.run_in_executor(None, requests.get(url))  # error: 37
    await loop.run_in_executor(None, requests.get(url, timeout=1))  # error: 37
    await loop.run_in_executor(pool, count(1))  # error: 37
    await loop.run_in_executor(requests.get, url)  # error: 10, advice="write 'loop.run_in_executor(None, requests.get, ...)'"
    await loop.run_in_executor(stop)  # error: 10, advice="write 'loop.run_in_executor(None, stop)'"
    await asyncio.get_running_loop().run_in_executor(lambda: count(1))  # error: 10
    pool.submit(count(1))  # error: 16


async def others(url):
    await anyio.to_thread.run_sync(time.sleep(1))  # error: 35
    await trio.to_thread.run_sync(count(1))  # error: 34
    await run_in_threadpool(count(1))  # error: 28
    await sync_to_async(count(1))()  # error: 24, advice="write 'sync_to_async(count)(...)'"
    await sync_to_async(count)  # error: 4, advice="write 'await sync_to_async(count)(...)'"


async def silent(loop: asyncio.AbstractEventLoop, pool, store: Store, unknown, url):
    await asyncio.to_thread(count, 1)
    await asyncio.to_thread(make_worker())
    await asyncio.to_thread(hand_on(url))
    await asyncio.to_thread(functools.partial(count, 1))
    await asyncio.to_thread(Task())
    await asyncio.to_thread(store.save())
    await asyncio.to_thread(unknown())
    await asyncio.to_thread(unknown.method(), 1)
    await loop.run_in_executor(None, count, 1)
    await loop.run_in_executor(pool, count)
    await loop.run_in_executor(unknown(), count)
    await loop.run_in_executor(None, make_worker())
    await sync_to_async(count)(1)
    await sync_to_async(make_worker())()
    load = sync_to_async(count)
    await load(1)


class Description:
    update: Callable[[object], bool]


async def described(description: Description, router):
    await asyncio.to_thread(description.update(router))
