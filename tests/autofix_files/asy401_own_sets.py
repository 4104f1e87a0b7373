# only: own
"""A class that keeps its tasks in a set keeps new ones there, too."""

import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


def _keep_task(task):
    """Hold the task until it is done: the event loop has weak references only."""
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def work(): ...


class Server:
    def __init__(self):
        self._tasks: set[asyncio.Task] = set()

    def start(self):
        task = asyncio.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def serve(self):
        task = asyncio.create_task(work())  # error: 8
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ends_itself(self):
        # close() would cancel the task that runs it.
        _keep_task(asyncio.create_task(self.close_soon()))  # error: 8

    async def close_soon(self):
        await self.close()

    async def close(self):
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def __del__(self):
        asyncio.create_task(work())  # error: 8


class Waiting:
    """Its end waits for all tasks: one more might never come to an end."""

    def __init__(self):
        self._tasks = set()

    def start(self):
        task = asyncio.create_task(work())
        self._tasks.add(task)

    async def join(self):
        await asyncio.gather(*self._tasks)

    async def serve(self):
        _keep_task(asyncio.create_task(work()))  # error: 8


class Counting:
    def __init__(self):
        self._tasks = set()

    def start(self):
        if len(self._tasks) < 10:
            task = asyncio.create_task(work())
            self._tasks.add(task)

    def stop(self):
        for task in self._tasks:
            task.cancel()

    async def serve(self):
        _keep_task(asyncio.create_task(work()))  # error: 8


class OfNames:
    def __init__(self):
        self._names = set()

    def add(self, name):
        self._names.add(name)

    async def serve(self):
        _keep_task(asyncio.create_task(work()))  # error: 8


class Nested:
    def __init__(self):
        self._tasks = set()

    def start(self):
        task = asyncio.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def serve_later(self, loop: asyncio.AbstractEventLoop):
        def begin():
            task = asyncio.create_task(work())  # error: 12
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        loop.call_later(1, begin)

        def start_work():
            task = asyncio.create_task(work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        loop.call_later(2, start_work)  # error: 35

    async def serve_shielded(self):
        # What is shielded is not to be cancelled with the others.
        task = asyncio.create_task(work())
        _keep_task(task)
        await asyncio.shield(task)

    def of_another(self):
        class Other:
            def begin(self):
                _keep_task(asyncio.create_task(work()))  # error: 16

        return Other()
