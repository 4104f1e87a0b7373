import asyncio
import concurrent.futures
import multiprocessing
import queue
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed

import torch

UNBOUNDED = queue.Queue()
BOUNDED = queue.Queue(10)


def work(number):
    return number


async def threads(function):
    thread = threading.Thread(target=function)
    thread.start()
    await asyncio.to_thread(thread.join)  # error: 4, call="threading.Thread.join"
    await asyncio.to_thread(thread.join, 5)  # error: 4, call="threading.Thread.join"
    thread.join(0)
    thread.join(timeout=0)
    event = threading.Event()
    event.wait()  # error: 4, call="threading.Event.wait"

    def wait():
        event.wait(timeout=3)  # error: 4, call="threading.Event.wait"
        event.set()
        event.is_set()

    await asyncio.to_thread(wait)

    def acquire():
        semaphore = threading.Semaphore()
        semaphore.acquire()  # error: 4, call="threading.Semaphore.acquire"
        semaphore.acquire(blocking=False)

    await asyncio.to_thread(acquire)
    threading.Barrier(2).wait()  # error: 4, call="threading.Barrier.wait"

    def threads_sync():
        condition = threading.Condition()
        condition.wait()  # error: 4, call="threading.Condition.wait"

    await asyncio.to_thread(threads_sync)
    process = multiprocessing.Process(target=function)
    await asyncio.to_thread(process.join)  # error: 4, call="multiprocessing.Process.join"


async def queues(known: queue.Queue):
    UNBOUNDED.put(1)
    BOUNDED.put(1)  # error: 4, call="queue.Queue.put"
    BOUNDED.put(1, block=False)
    BOUNDED.put_nowait(1)
    UNBOUNDED.get()  # error: 4, call="queue.Queue.get"
    UNBOUNDED.get_nowait()
    UNBOUNDED.get(False)
    UNBOUNDED.get(timeout=0)
    known.get()  # error: 4, call="queue.Queue.get"
    known.put(1)
    await asyncio.to_thread(known.join)  # error: 4, call="queue.Queue.join"
    endless = queue.LifoQueue(maxsize=0)
    endless.put(1)
    tasks = asyncio.Queue()
    await tasks.get()


class Log:
    def __init__(self):
        self.lines = queue.SimpleQueue()
        self.entries = queue.Queue()
        self.recent = asyncio.Queue(100)

    async def add(self, line):
        self.lines.put(line)
        self.entries.put(line)
        await self.recent.put(line)  # error: 8, call="queue.Queue.put"
        self.write(line)

    def write(self, line):
        self.entries.put(line)


async def futures(pool: ThreadPoolExecutor, numbers):
    await asyncio.wrap_future(pool.submit(work, 1))  # error: 4, call="concurrent.futures.Future.result"
    future = pool.submit(work, 2)
    await asyncio.to_thread(future.exception)  # error: 4, call="concurrent.futures.Future.exception"
    future.result(timeout=0)
    await asyncio.to_thread(concurrent.futures.wait, [future])  # error: 4, call="concurrent.futures.wait"
    for done in as_completed([future]):  # error: 16, call="concurrent.futures.as_completed"
        done.result()
    finished, _ = concurrent.futures.wait([future], timeout=0)
    for done in finished:
        done.result()
    for result in pool.map(work, numbers):  # error: 18, call="concurrent.futures.Results.__next__"
        print(result)

    def shutdown():
        pool.shutdown()  # error: 4, call="concurrent.futures.ThreadPoolExecutor.shutdown"
        pool.shutdown(wait=False)

    await asyncio.to_thread(shutdown)


async def known_to_be_done(pool: ThreadPoolExecutor):
    first = pool.submit(work, 1)
    await asyncio.wrap_future(first)
    second = pool.submit(work, 2)
    if second.done():
        print(second.result())
    done, _ = await asyncio.wait([asyncio.create_task(main())])
    for task in done:
        task.result()
    return first.result()


async def leaving_pools(numbers):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor() as pool:  # error: 9
        await asyncio.wrap_future(pool.submit(work, 1))
    with ProcessPoolExecutor() as pool:  # error: 9
        results = pool.map(work, numbers)
    with ThreadPoolExecutor() as pool:  # error: 9
        futures = [loop.run_in_executor(pool, work, number) for number in numbers]
    await asyncio.gather(*futures)
    with ThreadPoolExecutor() as pool:
        futures = [loop.run_in_executor(pool, work, number) for number in numbers]
        await asyncio.gather(*futures)
    with ThreadPoolExecutor() as pool:
        await loop.run_in_executor(pool, work, 1)
    with ThreadPoolExecutor() as pool:
        await asyncio.wrap_future(pool.submit(work, 1))  # error: 8, call="concurrent.futures.Future.result"
    with ThreadPoolExecutor() as pool:
        await main(pool)
    with ThreadPoolExecutor() as pool:
        pass
    return results


async def deadlocks(loop):
    asyncio.run_coroutine_threadsafe(main(), loop).result()  # error: 4, call="concurrent.futures.Future.result"
    future = asyncio.run_coroutine_threadsafe(main(), loop)
    future.result(3)  # error: 4, call="concurrent.futures.Future.result"
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(main(), loop))


async def main(pool=None):
    event = asyncio.Event()
    await asyncio.wait_for(event.wait(), 1)
    event.set()
    task = asyncio.create_task(event.wait())
    await task
    task.result()
    await asyncio.to_thread(threading.Event().wait)
    " ".join(["a", "b"])


async def look_alikes(thread, event, future, path):
    thread.join()
    event.wait()
    future.result()
    path.join("x")


def synchronous():
    threading.Event().wait()
    with ThreadPoolExecutor() as pool:
        pool.submit(work, 1)


async def graphics_card():
    torch.cuda.synchronize()  # error: 4, call="torch.cuda.synchronize"
    torch.cuda.empty_cache()
    await asyncio.to_thread(torch.cuda.synchronize)


async def seen_to_have_ended(thread: threading.Thread, process: multiprocessing.Process):
    while thread.is_alive():
        await asyncio.sleep(0.1)
    thread.join()
    if not process.is_alive():
        process.join()
    else:
        await asyncio.to_thread(process.join)  # error: 8, call="multiprocessing.Process.join"


async def seen_to_be_set(event: threading.Event):
    if event.is_set():
        event.wait()
    event.wait()  # error: 4, call="threading.Event.wait"
