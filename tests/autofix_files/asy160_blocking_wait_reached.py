import asyncio
import queue
import threading


def hold():
    return threading.Event().wait(60)


def hold_all(names):
    return [hold() for _ in names]


def silenced():
    return threading.Event().wait(60)  # noqa: ASY160


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        hold()

    async def run(self):
        await asyncio.to_thread(self.start)  # error: 8, call="threading.Event.wait"
        await asyncio.to_thread(self.start)


class Heavy:
    def __init__(self):
        hold()


async def functions(names):
    await asyncio.to_thread(hold)  # error: 4, call="threading.Event.wait"
    await asyncio.to_thread(hold_all, names)  # error: 4, call="threading.Event.wait"
    silenced()
    Heavy()  # error: 4, call="threading.Event.wait"


async def objects(service: Service, unknown):
    await asyncio.to_thread(service.start)  # error: 4, call="threading.Event.wait"
    await asyncio.to_thread(Service("x").start)  # error: 4, call="threading.Event.wait"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(hold)
    await asyncio.get_running_loop().run_in_executor(None, hold)
    await asyncio.to_thread(lambda: hold())


class Writer:
    def __init__(self):
        self.lines = queue.Queue()
        self.full = queue.Queue(10)

    def add(self, line):
        self.lines.put(line)

    def add_to_full(self, line):
        self.full.put(line)

    async def write(self, line):
        self.add(line)
        self.add_to_full(line)  # error: 8, call="queue.Queue.put"


async def shadowed(hold):
    hold()


def synchronous(names):
    hold_all(names)
