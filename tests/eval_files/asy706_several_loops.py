"""Locks, queues and events that are used in several loops: one after the other, or in threads."""
# only: own

import asyncio
import threading

from celery import shared_task

queue = asyncio.Queue()
drained = asyncio.Queue()
lock = asyncio.Lock()
limit = asyncio.Semaphore(2)
stop = asyncio.Event()
rebound = asyncio.Semaphore(2)


async def fetch(url):
    async with limit:
        await asyncio.sleep(0.1)


async def fetch_all(urls):
    return await asyncio.gather(*[fetch(url) for url in urls])


async def fetch_two(a, b):
    return await asyncio.gather(fetch(a), fetch(b))


async def save(x):
    async with lock:
        await asyncio.sleep(0.1)


async def save_two(a, b):
    await asyncio.gather(save(a), save(b))


async def fetch_later(urls):
    tasks = []
    for url in urls:
        tasks.append(asyncio.create_task(fetch(url)))
    await asyncio.wait(tasks)


async def consume():
    while True:
        print(await queue.get())


async def drain():
    while not drained.empty():
        print(await drained.get())


async def refetch(url):
    async with rebound:
        await asyncio.sleep(0.1)


async def refetch_all(urls):
    global rebound
    rebound = asyncio.Semaphore(2)
    await asyncio.gather(*[refetch(url) for url in urls])


def by_rounds(pages):
    for page in pages:
        asyncio.run(fetch_all(page))  # error: 8, name="limit", kind="Semaphore"
    for page in pages:
        asyncio.run(fetch_later(page))  # error: 8
    for a, b in pages:
        asyncio.run(save_two(a, b))  # error: 8, name="lock"
    while pages:
        asyncio.run(consume())  # error: 8, name="queue"


def may_not_wait(pages):
    for a, b in pages:
        asyncio.run(fetch_two(a, b))
    for page in pages:
        asyncio.run(save(page))
    for _ in pages:
        asyncio.run(drain())
    for page in pages:
        asyncio.run(refetch_all(page))


@shared_task
def crawl(urls):
    asyncio.run(fetch_all(urls))  # error: 4


def once(urls):
    asyncio.run(fetch_all(urls))


def twice(urls):
    asyncio.run(fetch_all(urls))
    asyncio.run(fetch_all(urls))  # error: 4


def in_one_loop(urls):
    with asyncio.Runner() as runner:
        runner.run(fetch_all(urls))
        runner.run(fetch_all(urls))


class Client:
    shared = asyncio.Lock()

    def __init__(self):
        self.limit = asyncio.Semaphore(4)

    async def call(self, x):
        async with self.shared:
            return x

    async def call_all(self, xs):
        return await asyncio.gather(*(self.call(x) for x in xs))

    async def get(self, x):
        async with self.limit:
            return x

    async def get_all(self, xs):
        return await asyncio.gather(*(self.get(x) for x in xs))


def of_one_object(groups):
    client = Client()
    for group in groups:
        asyncio.run(client.get_all(group))  # error: 8, name="self.limit"


def of_new_objects(groups):
    for group in groups:
        client = Client()
        asyncio.run(client.get_all(group))
        asyncio.run(Client().get_all(group))


def of_a_class(groups):
    for group in groups:
        client = Client()
        asyncio.run(client.call_all(group))  # error: 8, name="self.shared"


def save_in_thread(x):
    asyncio.run(save(x))  # error: 4, name="lock"


async def beside(x):
    await save(x)
    await asyncio.to_thread(save_in_thread, x)


def wait_in_thread():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(stop.wait())


async def until_stopped():
    await stop.wait()


def wait_by_hand():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(until_stopped())  # error: 4, name="stop"


async def main():
    threading.Thread(target=wait_by_hand).start()
    await asyncio.sleep(1)
    stop.set()


async def produce(given):
    await given.put(1)


def produce_in_thread(given):
    asyncio.run(produce(given))  # error: 4, name="given", kind="Queue"


async def given_to_thread():
    given = asyncio.Queue()
    threading.Thread(target=produce_in_thread, args=(given,)).start()
    print(await given.get())


def produce_alone(given):
    asyncio.run(produce(given))


async def not_used_here():
    threading.Thread(target=produce_alone, args=(asyncio.Queue(),)).start()


class Bridge:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.other = asyncio.Queue()
        self.thread = threading.Thread(target=self.run)
        self.second = threading.Thread(target=self.run_second)

    def run(self):
        asyncio.run(self.pump())  # error: 8, name="self.queue"

    def run_second(self):
        asyncio.run(self.pump_other())

    async def pump(self):
        while True:
            print(await self.queue.get())

    async def pump_other(self):
        while True:
            print(await self.other.get())

    async def send(self, item):
        await self.queue.put(item)

    async def send_other(self, item):
        await self.other.put(item)


async def uses_bridge():
    bridge = Bridge()
    bridge.thread.start()
    bridge.second.start()
    await bridge.send(1)


class Handlers:
    """What another module calls may run in the loop of the thread."""

    def __init__(self):
        self.queue = asyncio.Queue()
        threading.Thread(target=self.run).start()

    def run(self):
        asyncio.run(self.pump())

    async def pump(self):
        while True:
            print(await self.queue.get())

    async def on_message(self, item):
        await self.queue.put(item)


class Socket:
    def __init__(self):
        self.ready = asyncio.Event()

    async def wait(self):
        await self.ready.wait()

    async def send(self):
        await self.wait()


class Plain:
    def __init__(self):
        self.ready = asyncio.Event()

    async def wait_for_it(self):
        await self.ready.wait()

    async def send(self):
        await self.wait_for_it()


def send_with_a_mock(mock):
    socket = Socket()
    socket.wait = mock
    asyncio.run(socket.send())
    asyncio.run(socket.send())


def send_as_it_is():
    socket = Plain()
    asyncio.run(socket.send())
    asyncio.run(socket.send())  # error: 4
