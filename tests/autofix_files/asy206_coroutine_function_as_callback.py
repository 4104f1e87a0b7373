# only: own
import asyncio
import atexit
import contextvars
import dataclasses
import functools
import signal
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Process

import anyio
import paho.mqtt.client
import trio
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from asgiref.sync import sync_to_async
from homeassistant.core import callback as mark

_background_tasks: set[asyncio.Task[object]] = set()


async def work(number=0): ...


def plain(number=0): ...


def start(number=0):
    return work(number)


def start_task(number=0):
    return asyncio.ensure_future(work(number))


def run(number=0):
    asyncio.run(work(number))


async def numbers():
    yield 1


class Worker:
    async def step(self, number=0): ...

    def plain(self, number=0): ...

    def begin(self):
        threading.Thread(target=self.step).start()  # error: 32, caller="threading.Thread", callback="self.step"
        threading.Thread(target=self.plain).start()


async def threads(loop: asyncio.AbstractEventLoop, pool: ThreadPoolExecutor):
    threading.Thread(target=work)  # error: 28
    threading.Thread(None, work)  # error: 27
    threading.Thread(target=lambda: work())  # error: 28
    threading.Timer(1, work)  # error: 23
    Process(target=work)  # error: 19
    await asyncio.to_thread(work, 1)  # error: 28
    await asyncio.to_thread(start, 1)  # error: 28
    await loop.run_in_executor(None, work)  # error: 37
    pool.submit(work, 1)  # error: 16
    ThreadPoolExecutor().map(work, [1])  # error: 29
    await anyio.to_thread.run_sync(work)  # error: 35
    await trio.to_thread.run_sync(work)  # error: 34
    await sync_to_async(work)()  # error: 24


async def callbacks(loop: asyncio.AbstractEventLoop, worker: Worker):
    loop.call_soon(work)  # error: 19, caller="loop.call_soon", callback="work"
    loop.call_soon(functools.partial(work, 1))  # error: 19
    loop.call_soon_threadsafe(work)  # error: 30
    loop.call_later(1, worker.step)  # error: 23
    loop.call_at(1, callback=work)  # error: 29
    loop.add_signal_handler(signal.SIGTERM, work)  # error: 44
    loop.add_reader(1, work)  # error: 23
    task = asyncio.create_task(work())
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    task.add_done_callback(work)  # error: 27
    task.add_done_callback(lambda task: work())  # error: 27


def at_exit(thing):
    atexit.register(work)  # error: 20
    signal.signal(signal.SIGTERM, work)  # error: 34
    weakref.finalize(thing, work)  # error: 28


@atexit.register
async def leave(): ...  # error: 0


@atexit.register
def leave_at_once(): ...


async def builtins(items):
    sorted(items, key=work)  # error: 22
    min(items, key=work)  # error: 19
    max(items, key=lambda item: work(item))  # error: 19
    list(filter(work, items))  # error: 16
    functools.reduce(work, items)  # error: 21
    map(work, items)  # error: 8
    list(map(work, items))  # error: 13
    await contextvars.copy_context().run(work)  # error: 35


async def silent(loop, pool: ThreadPoolExecutor, items, callback):
    threading.Thread(target=plain)
    threading.Thread(target=asyncio.run, args=(work(),))
    threading.Thread(target=lambda: asyncio.run(work()))
    threading.Thread(target=callback)
    threading.Thread(target=run)
    await asyncio.to_thread(plain)
    pool.submit(asyncio.run, work())
    loop.call_soon(plain)
    loop.call_soon(start_task)
    loop.call_soon(lambda: asyncio.create_task(work()))
    loop.call_soon(asyncio.create_task, work())
    loop.call_soon(functools.partial(plain, 1))
    work_task = asyncio.create_task(work())
    _background_tasks.add(work_task)
    work_task.add_done_callback(_background_tasks.discard)

    def start_task_2(task):
        task_2 = start_task()
        _background_tasks.add(task_2)
        task_2.add_done_callback(_background_tasks.discard)

    work_task.add_done_callback(start_task_2)
    await asyncio.gather(*map(work, items))
    works = list(map(work, items))
    mark_only = mark(work)
    await contextvars.copy_context().run(work)
    sorted(items, key=plain)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(work)
    list(map(numbers, items))
    return works, mark_only


def schedule():
    background, blocking = BackgroundScheduler(), BlockingScheduler()
    background.add_job(work, "interval", minutes=20)  # error: 23
    blocking.add_job(func=work, trigger="interval")  # error: 26
    background.add_job(plain, "interval", minutes=20)
    on_the_loop = AsyncIOScheduler()
    on_the_loop.add_job(work, "interval", minutes=20)


elsewhere = asyncio.to_thread
again = elsewhere


async def run_elsewhere():
    pass


async def under_other_names():
    await elsewhere(run_elsewhere)  # error: 20
    await again(run_elsewhere)  # error: 16


async def asked(executor, is_async_callable):
    if not is_async_callable(work):
        await asyncio.to_thread(work)
    done = work() if is_async_callable(work) else asyncio.to_thread(work)
    if is_async_callable(work):
        await asyncio.to_thread(work)  # error: 32
    await done


@dataclasses.dataclass
class Entry:
    made: int = dataclasses.field(default_factory=work)  # error: 50
    names: list = dataclasses.field(default_factory=list)
    plain: int = dataclasses.field(default_factory=plain)
    start: object = dataclasses.field(default=work)


class Listener:
    def __init__(self, other):
        self.client = paho.mqtt.client.Client()
        self.client.on_message = self.on_message  # error: 33
        self.client.on_publish = work  # error: 33
        self.client.on_connect = self.on_connect
        self.client.on_something = work
        other.on_log = work

    async def on_message(self, client, userdata, message): ...

    def on_connect(self, client, userdata, flags, code): ...
