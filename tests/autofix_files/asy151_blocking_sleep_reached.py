import asyncio
import contextlib
import functools
import time
from dataclasses import dataclass


def pause():
    time.sleep(1)


def twice():
    pause()
    pause()


def silenced():
    time.sleep(1)  # noqa: ASY151


def silenced_group():
    time.sleep(1)  # noqa: ASY15


def not_silenced():
    time.sleep(1)  # noqa: ASY152


def recursive(number):
    if number:
        recursive(number - 1)
    time.sleep(number)


def ping(number):
    return pong(number)


def pong(number):
    time.sleep(1)
    return ping(number - 1)


@functools.lru_cache
def cached():
    time.sleep(1)
    return 1


def elsewhere():
    return asyncio.to_thread(time.sleep, 1)


def lazily():
    time.sleep(1)
    yield 1


@contextlib.contextmanager
def slow_door():
    time.sleep(1)
    yield 1


class Machine:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._warm_up()

    def _warm_up(self):
        time.sleep(3)

    @property
    def state(self):
        time.sleep(1)
        return "ready"

    def __enter__(self):
        time.sleep(1)
        return self

    def __exit__(self, *args):
        pass

    def __iter__(self):
        time.sleep(1)
        return iter([])

    def __call__(self):
        time.sleep(1)

    def __add__(self, other):
        time.sleep(1)
        return self

    @staticmethod
    def wait():
        time.sleep(1)

    @classmethod
    def make(cls):
        time.sleep(1)
        return cls("x")

    async def run(self):
        await asyncio.to_thread(self.start)  # error: 8, call="time.sleep"
        await asyncio.to_thread(self._warm_up)  # error: 8, call="time.sleep"
        return self.state  # error: 15, call="time.sleep"


class Heavy:
    def __init__(self):
        time.sleep(1)


@dataclass
class Data:
    number: int

    def __post_init__(self):
        time.sleep(self.number)


class Quick(Machine):
    def start(self):
        pass


class Slow(Quick):
    def start(self):
        super().start()
        super()._warm_up()


async def functions():
    await asyncio.to_thread(pause)  # error: 4, call="time.sleep"
    await asyncio.to_thread(twice)  # error: 4, call="time.sleep"
    await asyncio.to_thread(recursive, 3)  # error: 4, call="time.sleep"
    await asyncio.to_thread(ping, 1)  # error: 4, call="time.sleep"
    silenced()
    silenced_group()
    await asyncio.to_thread(not_silenced)  # error: 4, call="time.sleep"
    cached()
    await elsewhere()
    lazily()
    for _ in lazily():  # error: 13, call="time.sleep"
        pass
    with slow_door():  # error: 9, call="time.sleep"
        pass
    await asyncio.to_thread(sorted, [1], key=lambda x: pause())  # error: 4, call="time.sleep"
    await asyncio.to_thread(functools.partial(pause))  # error: 4, call="time.sleep"


async def objects(machine: Machine, quick: Quick, slow: Slow, unknown):
    await asyncio.to_thread(machine.start)  # error: 4, call="time.sleep"
    await asyncio.sleep(1)
    print(machine.state)  # error: 10, call="time.sleep"
    with machine:  # error: 9, call="time.sleep"
        pass
    for _ in machine:  # error: 13, call="time.sleep"
        pass
    await asyncio.to_thread(machine)  # error: 4, call="time.sleep"
    machine + machine  # error: 4, call="time.sleep"
    await asyncio.to_thread(Machine.wait)  # error: 4, call="time.sleep"
    await asyncio.sleep(1)
    Machine.make()  # error: 4, call="time.sleep"
    await asyncio.sleep(1)
    await asyncio.to_thread(Machine("x").start)  # error: 4, call="time.sleep"
    await asyncio.sleep(1)
    Heavy()  # error: 4, call="time.sleep"
    Data(1)  # error: 4, call="time.sleep"
    quick.start()
    await asyncio.sleep(1)
    await asyncio.to_thread(slow.start)  # error: 4, call="time.sleep"
    await asyncio.sleep(1)
    unknown.start()
    unknown.state


async def nested():
    def inner():
        time.sleep(1)

    await asyncio.to_thread(inner)  # error: 4, call="time.sleep"
    later = inner
    await asyncio.to_thread(inner)
    return later


def callback():
    pause()  # error: 4, call="time.sleep"


async def offloaded(machine: Machine):
    loop = asyncio.get_running_loop()
    loop.call_soon(callback)
    await asyncio.to_thread(pause)
    await asyncio.to_thread(machine.start)
    await loop.run_in_executor(None, twice)


async def asynchronous():
    await functions()


def synchronous():
    twice()
