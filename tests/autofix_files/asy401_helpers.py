"""Functions of one's own that make a task: who holds it?"""

import asyncio

kept = set()

_background_tasks: set[asyncio.Task[object]] = set()


def start(work, *, name=None):
    task = asyncio.create_task(work, name=name)
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    task.add_done_callback(lambda done: print(done))
    return task


def start_quietly(work):
    task = asyncio.ensure_future(work)
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    return task


def keep(work):
    task = asyncio.create_task(work)
    kept.add(task)
    task.add_done_callback(kept.discard)
    return task


def watch(work):
    task = asyncio.create_task(work)
    asyncio.get_running_loop().call_later(5, task.cancel)
    register(task)
    return task


def either(work, now):
    return asyncio.create_task(work) if now else kept.pop()


def register(task): ...


async def job(): ...


class Connection:
    def spawn(self, work):
        task = asyncio.create_task(work)
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        return task

    def hold(self, work):
        self.task = asyncio.create_task(work)
        return self.task

    def lost(self):
        start(job(), name="again")  # error: 8, call="start()"
        start_quietly(job())  # error: 8
        self.spawn(job())  # error: 8
        self.hold(job())
        keep(job())
        watch(job())
        either(job(), True)
        self.again = start(job())


class Open:
    def spawn(self, work):
        return asyncio.create_task(work)

    def lost(self):
        self.spawn(job())


class Keeping(Open):
    def spawn(self, work):
        self.task = super().spawn(work)
        return self.task
