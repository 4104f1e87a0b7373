# only: own

import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


def _keep_task(task):
    """Hold the task until it is done: the event loop has weak references only."""
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def work():
    await asyncio.sleep(1)


async def spread(args):
    _keep_task(asyncio.create_task(*args))  # error: 4, call="asyncio.create_task()"
    kept = asyncio.create_task(*args)
    await kept


class Cog:
    def __init__(self, bot):
        self.bot = bot

    def start(self):
        _keep_task(self.bot.loop.create_task(work()))  # error: 8
        self.bot.group.create_task(work())
        self.task = self.bot.loop.create_task(work())


class Driver:
    def __init__(self, loop, group):
        self.loop = loop
        self._group = group

    def add(self, unknown):
        _keep_task(self.loop.create_task(work()))  # error: 8
        self._group.create_task(work())
        self.loop.create_task(unknown)
        self.kept = self.loop.create_task(work())


def begin(loop, group):
    _keep_task(loop.create_task(work()))  # error: 4
    group.create_task(work())
    loop.start_soon(work())
    return loop.create_task(work())
