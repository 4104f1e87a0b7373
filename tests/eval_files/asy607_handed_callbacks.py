"""Callbacks that go to a thread with the function that calls them there."""
# only: own

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial


def download(url, on_progress):
    for i in range(10):
        on_progress(i)


def train(steps, callback=None):
    for i in range(steps):
        if callback:
            callback(i)


def outer(items, cb):
    for item in items:
        inner(item, callback=cb)


def inner(item, *, callback):
    callback(item)


class Job:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.queue = asyncio.Queue()
        self.finished = asyncio.Event()
        self.pool = ThreadPoolExecutor()

    def progress(self, n):
        self.queue.put_nowait(n)  # error: 8, function="progress"

    def notify(self, name, n):
        self.loop.call_soon(print, name, n)  # error: 8

    def done(self, fut):
        self.finished.set()  # error: 8

    def published(self, fut):
        self.finished.set()

    async def run(self, url):
        await asyncio.to_thread(download, url, self.progress)
        await asyncio.to_thread(download, url, partial(self.notify, "x"))
        await asyncio.to_thread(partial(download, url), self.progress)
        work = self.pool.submit(download, url, print)
        work.add_done_callback(self.done)
        published = asyncio.run_coroutine_threadsafe(self.finished.wait(), self.loop)
        published.add_done_callback(self.published)


async def nested(ws):
    def report(step):
        asyncio.create_task(ws.send(str(step)))  # error: 8

    await asyncio.get_running_loop().run_in_executor(None, train, 100, report)


async def of_a_lambda(items):
    queue = asyncio.Queue()
    await asyncio.to_thread(outer, items, lambda x: queue.put_nowait(x))  # error: 52


async def of_a_thread(items):
    done = asyncio.Event()
    threading.Thread(target=outer, args=(items,), kwargs={"cb": lambda x: done.set()}).start()  # error: 74
    await done.wait()


async def inside_a_lambda(items):
    done = asyncio.Event()

    def finish(item):
        done.set()  # error: 8

    await asyncio.to_thread(lambda: outer(items, finish))


def keep(registry, cb):
    registry.append(cb)


def hand_on(loop, cb):
    loop.call_soon_threadsafe(cb, 1)


async def is_not_called(registry):
    queue = asyncio.Queue()

    def put(p):
        queue.put_nowait(p)

    await asyncio.to_thread(keep, registry, put)
    await asyncio.to_thread(hand_on, asyncio.get_running_loop(), put)
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(outer, registry, lambda p: loop.call_soon_threadsafe(put, p))


async def asks_where_it_is(items, loop):
    queue = asyncio.Queue()

    def put(item):
        if threading.current_thread() is threading.main_thread():
            queue.put_nowait(item)
        else:
            loop.call_soon_threadsafe(queue.put_nowait, item)

    await asyncio.to_thread(outer, items, put)


async def on_the_loop(items):
    queue = asyncio.Queue()

    def put(item):
        queue.put_nowait(item)

    outer(items, put)
    await asyncio.to_thread(print, put)


def looks(loop):
    asyncio.all_tasks(loop)
    asyncio.current_task(loop=loop)
    asyncio.current_task()  # error: 4


def watch(loop):
    threading.Thread(target=looks, args=(loop,)).start()


async def hands_methods_over(items, queue: asyncio.Queue, done: asyncio.Event, pool: ThreadPoolExecutor):
    await asyncio.get_running_loop().run_in_executor(None, queue.put_nowait, 1)  # error: 59, function="queue.put_nowait", call="it"
    threading.Timer(5, done.set).start()  # error: 23
    pool.submit(outer, items, queue.put_nowait)  # error: 30
    pool.submit(keep, items, queue.put_nowait)
    loop = asyncio.get_running_loop()
    pool.submit(loop.call_soon_threadsafe, queue.put_nowait, 1)
    loop.call_soon(done.set)
