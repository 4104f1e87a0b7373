"""Functions that keep tasks are known by what they do, and used."""
# only: own

import asyncio

_running = set()
_waited = set()


async def work(n=0):
    await asyncio.sleep(n)


def begin(coroutine, name=None):
    task = asyncio.create_task(coroutine, name=name)
    _running.add(task)
    task.add_done_callback(_running.discard)


def begin_and_wait(coroutine):
    task = asyncio.create_task(coroutine)
    _waited.add(task)
    task.add_done_callback(_waited.discard)


async def wait():
    await asyncio.gather(*_waited)


async def by_function(context):
    begin(work())  # error: 4
    begin(work(1))  # error: 4
    begin(work(2), name="two")  # error: 4
    task = asyncio.create_task(work(3), context=context)  # error: 4
    _running.add(task)
    task.add_done_callback(_running.discard)


def elsewhere(loop):
    task = loop.create_task(work())  # error: 4
    _running.add(task)
    task.add_done_callback(_running.discard)


class Base:
    def __init__(self):
        self._kept = set()

    def hold(self, task):
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)

    def close(self):
        for task in self._kept:
            task.cancel()


class Derived(Base):
    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    async def serve(self):
        self.hold(asyncio.create_task(work()))  # error: 8
        self.hold(self.loop.create_task(work()))  # error: 8

    async def end(self):
        begin(self.close_soon())  # error: 8

    async def close_soon(self):
        await asyncio.sleep(1)
        self.close()
