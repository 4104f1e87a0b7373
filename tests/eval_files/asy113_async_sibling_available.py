import asyncio
from abc import ABC, abstractmethod


def ask(key):
    return key


def fetch(key):
    return ask(key)


async def fetch_async(key):
    return key


def compute(a):
    return a


async def acompute(b):
    return b


class Chain:
    def invoke(self, value):
        return self._call(value)

    async def ainvoke(self, value):
        return await self._acall(value)

    def load(self, key, default=None):
        return self._call(key)

    async def async_load(self, key, default=None):
        return key

    def read(self):
        return self._call(1)

    async def read_async(self):
        return 1

    def write(self):
        return self._call(1)

    async def aio_write(self):
        return 1

    def _run(self):
        return self._call(1)

    async def _arun(self):
        return 1

    @classmethod
    def make(cls):
        return cls().read()

    @classmethod
    async def amake(cls):
        return cls()

    def dd(self, value):
        return value

    async def add(self, value):
        return value

    def differs(self, value):
        return value

    async def adiffers(self, other):
        return other

    def plain(self):
        return 1

    def aplain(self):
        return 1

    def wrapped(self):
        return 1

    async def awrapped(self):
        return self.wrapped()

    def missing(self):
        return 1

    async def amissing(self):
        raise NotImplementedError

    def _call(self, value):
        return value

    @property
    def name(self):
        return 1

    async def aname(self):
        return 1


class Special(Chain):
    async def ainvoke(self, value):
        return self.invoke(value)

    async def use(self):
        self.load(1)  # error: 8, call="load"

    async def use_as_meant(self):
        await self.async_load(1)


def join(parts: list):
    return parts


async def ajoin(parts: "asyncio.Queue"):
    return parts


class Coordinator:
    async def async_shutdown(self):
        return 1


class Device(Coordinator):
    def shutdown(self):
        return 1

    async def stop(self):
        self.shutdown()


class Base(ABC):
    @abstractmethod
    def get(self):
        ...

    async def aget(self):
        return 1


async def use(chain: Chain, base: Base, unknown):
    chain.invoke(1)  # error: 4, call="invoke"
    print(chain.load(1, default=2))  # error: 10, call="load"
    chain.read()  # error: 4, call="read"
    chain.write()  # error: 4, call="write"
    chain._run()  # error: 4, call="_run"
    Chain.make()  # error: 4, call="make"
    Special().load(1)  # error: 4, call="load"
    fetch(1)  # error: 4, call="fetch"
    chain.dd(1)
    chain.differs(1)
    chain.plain()
    chain.wrapped()
    chain.missing()
    chain.name
    compute(1)
    join([1])
    base.get()
    unknown.invoke(1)
    await chain.ainvoke(1)
    await asyncio.to_thread(chain.invoke, 1)


async def choose(chain: Chain, is_async):
    if is_async:
        await chain.ainvoke(1)
    else:
        chain.invoke(1)
    try:
        await chain.async_load(1)
    except NotImplementedError:
        chain.load(1)
    if is_async:
        chain.invoke(1)  # error: 8, call="invoke"


async def leave(chain: Chain, is_async):
    if is_async:
        return await chain.ainvoke(1)
    with memoryview(b""):
        return chain.invoke(1)


async def for_a_thread(chain: Chain, work):
    await asyncio.to_thread(work, chain.invoke(1), 2)
    work(chain.invoke(1))  # error: 9, call="invoke"


async def leave_without(chain: Chain, is_async):
    if is_async:
        return await chain.async_load(1)
    return chain.invoke(1)  # error: 11, call="invoke"


def synchronous(chain: Chain):
    return chain.invoke(1)


def change(store, item):
    return store.put(item)


async def achange(store, item):
    result = change(store, item)
    await asyncio.sleep(0)
    return result


class Store:
    def apply(self, item):
        return change(self, item)

    async def aapply(self, item):
        return await achange(self, item)


async def use_store(item):
    return Store().apply(item)


class Feed:
    def close(self):
        self.flush()

    def flush(self):
        self.is_open = False

    async def aclose(self):
        self.is_open = False
        await asyncio.sleep(0)


async def shuts_then_waits(feed: Feed, task):
    feed.close()
    await task
    await feed.aclose()


async def waits_then_shuts(feed: Feed):
    await feed.aclose()
    feed.close()


async def shuts_without_waiting(feed: Feed, other: Feed):
    await other.aclose()
    feed.close()  # error: 4


class Retrying:
    def request(self, function, value):
        return function(value)

    async def arequest(self, function, value):
        await asyncio.sleep(0)
        return await function(value)


async def makes_a_context_manager(retrying: Retrying, client):
    return retrying.request(client.stream, 1)


class Component:
    def after_start(self):
        ask("plain part")

    async def async_after_start(self):
        await asyncio.sleep(0)


async def starts_both(component: Component):
    async def start():
        await component.async_after_start()

    task = asyncio.create_task(start())
    component.after_start()
    await task


async def starts_one_after_the_other(component: Component):
    await component.async_after_start()
    component.after_start()


async def starts_one(component: Component, other: Component):
    await other.async_after_start()
    component.after_start()  # error: 4


class Socket:
    def __init__(self):
        self.tasks = set()
        self.is_open = True

    async def async_send(self, text):
        await asyncio.sleep(1)

    def send(self, text):
        task = asyncio.get_running_loop().create_task(self.async_send(text))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def start(self, job):
        self.tasks.add(asyncio.ensure_future(job))

    async def async_notify(self, text):
        await asyncio.sleep(1)

    def notify(self, text):
        self.start(self.async_notify(text))

    async def async_shut(self):
        await asyncio.sleep(1)

    def shut(self):
        self.is_open = False
        self.tasks.clear()

    async def async_tell(self, text):
        await asyncio.sleep(1)

    def tell(self, text):
        asyncio.get_running_loop().call_soon(print, text)

    async def async_ask(self, text):
        return await self.exchange_soon(text)

    def ask(self, text):
        return self.exchange(text)

    def exchange(self, text):
        return text


async def starts_work(socket: Socket):
    socket.send("a")
    socket.notify("a")
    socket.shut()
    socket.tell("a")
    socket.ask("a")  # error: 4, call="ask"
