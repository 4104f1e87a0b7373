# only: own

import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


async def work():
    await asyncio.sleep(1)


async def spread(args):
    task = asyncio.create_task(*args)  # error: 4, call="asyncio.create_task()"
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    kept = asyncio.create_task(*args)
    await kept


class Cog:
    def __init__(self, bot):
        self.bot = bot

    def start(self):
        task = self.bot.loop.create_task(work())  # error: 8
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        self.bot.group.create_task(work())
        self.task = self.bot.loop.create_task(work())


class Driver:
    def __init__(self, loop, group):
        self.loop = loop
        self._group = group

    def add(self, unknown):
        task = self.loop.create_task(work())  # error: 8
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        self._group.create_task(work())
        self.loop.create_task(unknown)
        self.kept = self.loop.create_task(work())


def begin(loop, group):
    task = loop.create_task(work())  # error: 4
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    group.create_task(work())
    loop.start_soon(work())
    return loop.create_task(work())
