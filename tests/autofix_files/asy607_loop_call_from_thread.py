# only: own
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor


async def job():
    await asyncio.sleep(0)


def work(queue: asyncio.Queue, event: asyncio.Event):
    queue.put_nowait(1)  # error: 4, function="work", call="queue.put_nowait"
    event.set()  # error: 4, instead="loop.call_soon_threadsafe"


def with_loop(loop: asyncio.AbstractEventLoop):
    loop.call_soon(print)  # error: 4
    future = asyncio.run_coroutine_threadsafe(job(), loop)  # error: 4, instead="asyncio.run_coroutine_threadsafe"
    future.add_done_callback(lambda done: done.cancelled() or done.result())
    asyncio.create_task(job())  # error: 4
    asyncio.get_running_loop()  # error: 4
    loop.call_soon_threadsafe(print)
    asyncio.run_coroutine_threadsafe(job(), loop)


def in_thread(future: asyncio.Future):
    if not future.done():
        future.set_result(1)  # error: 8


async def main(loop: asyncio.AbstractEventLoop, queue: asyncio.Queue, future: asyncio.Future):
    await asyncio.to_thread(work, queue, asyncio.Event())
    await loop.run_in_executor(None, with_loop, loop)
    threading.Thread(target=in_thread, args=(future,)).start()

    def nested():
        queue.put_nowait(2)  # error: 8

    def submit_own_loop():
        with ThreadPoolExecutor() as pool:
            pool.submit(nested)
            pool.submit(safe, loop, queue)
            pool.submit(own_objects)
            pool.submit(own_loop)

    await asyncio.to_thread(submit_own_loop)
    on_the_loop(queue)


class Worker:
    def __init__(self):
        self.event = asyncio.Event()

    def run(self):
        self.event.set()  # error: 8, call="self.event.set"

    async def start(self):
        await asyncio.to_thread(self.run)

    def stop(self):
        self.event.set()


def safe(loop: asyncio.AbstractEventLoop, queue: asyncio.Queue):
    loop.call_soon_threadsafe(queue.put_nowait, 1)


def own_objects():
    queue = asyncio.Queue()
    queue.put_nowait(1)


def own_loop():
    loop = asyncio.new_event_loop()
    loop.call_soon(print)
    loop.run_until_complete(job())


def on_the_loop(queue: asyncio.Queue):
    queue.put_nowait(1)


def unknown_objects(queue, event: threading.Event):
    queue.put_nowait(1)
    event.set()


threading.Thread(target=unknown_objects)
