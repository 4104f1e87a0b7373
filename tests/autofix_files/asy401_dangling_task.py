# only: own
import asyncio
import signal
from asyncio import create_task, ensure_future

import anyio
import trio

TASKS = set()

_background_tasks: set[asyncio.Task[object]] = set()


def _keep_task(task):
    """Hold the task until it is done: the event loop has weak references only."""
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def job(number=0):
    await asyncio.sleep(number)


async def statements(loop: asyncio.AbstractEventLoop):
    _keep_task(asyncio.create_task(job()))  # error: 4, call="asyncio.create_task()"
    _keep_task(create_task(job(), name="job"))  # error: 4, call="create_task()"
    _keep_task(asyncio.ensure_future(job()))  # error: 4
    _keep_task(ensure_future(job()))  # error: 4
    _keep_task(loop.create_task(job()))  # error: 4, call="loop.create_task()"
    _keep_task(asyncio.get_running_loop().create_task(job()))  # error: 4
    _keep_task(asyncio.get_running_loop().create_task(job()))  # error: 4
    _keep_task(asyncio.create_task(  # error: 4
        # a comment inside
        job(1),
    ))


async def parts(flag):
    asyncio.create_task(job()) if flag else None  # error: 4
    flag and asyncio.create_task(job())  # error: 13
    [asyncio.create_task(job(number)) for number in range(3)]  # error: 5
    if flag:
        _keep_task(asyncio.create_task(job()))  # error: 8
    for number in range(3):
        _keep_task(asyncio.create_task(job(number)))  # error: 8


async def unread(flag):
    job_task = asyncio.create_task(job())  # error: 8
    _keep_task(job_task)
    task = asyncio.create_task(job())  # error: 11
    _keep_task(task)
    typed: asyncio.Task = asyncio.create_task(job())  # error: 26
    _keep_task(typed)
    first = second = asyncio.create_task(job())  # error: 21

    def inner():
        task_of_inner = asyncio.create_task(job())  # error: 24
        _keep_task(task_of_inner)

    inner()


class Service:
    def __init__(self):
        self.loop = asyncio.get_event_loop()

    def start(self):
        self.loop.create_task(job())  # error: 8, call="self.loop.create_task()"

    def kept(self):
        self.task = asyncio.create_task(job())
        self.tasks = [asyncio.create_task(job())]
        return asyncio.create_task(job())


def in_a_function(loop: asyncio.AbstractEventLoop):
    loop.create_task(job())  # error: 4


async def with_a_callback(loop: asyncio.AbstractEventLoop):
    task = asyncio.create_task(job())
    _keep_task(task)
    task.add_done_callback(print)  # error: 4
    loop.create_task(job()).add_done_callback(TASKS.discard)  # error: 4
    loop.run_in_executor(None, print).add_done_callback(print)
    asyncio.gather(job(), job()).add_done_callback(print)
    asyncio.ensure_future(loop.create_future()).add_done_callback(print)


async def kept(flag):
    TASKS.add(asyncio.create_task(job()))
    await job()
    task = asyncio.create_task(job())
    await task
    other = asyncio.create_task(job())
    TASKS.add(other)
    other.add_done_callback(TASKS.discard)
    tasks = [asyncio.create_task(job()) for _ in range(3)]
    await asyncio.gather(*tasks, asyncio.create_task(job()))
    yield asyncio.create_task(job())


async def kept_in_branches(flag):
    if flag:
        task = asyncio.create_task(job())
    else:
        task = asyncio.create_task(job(1))
    await task


async def read_by_a_nested_function():
    task = asyncio.create_task(job())

    def stop():
        task.cancel()

    return stop, lambda: asyncio.create_task(job())


async def bound_outside():
    task = None

    async def inner():
        nonlocal task
        task = asyncio.create_task(job())

    await inner()
    await task


async def bound_in_the_module():
    global main_task
    main_task = asyncio.create_task(job())


async def read_by_name():
    hidden = asyncio.create_task(job())
    return locals()


async def groups():
    async with asyncio.TaskGroup() as group:
        group.create_task(job())
        unread = group.create_task(job())
    async with anyio.create_task_group() as group:
        group.start_soon(job)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(job)


def threads(loop):
    asyncio.run_coroutine_threadsafe(job(), loop)


class Own:
    def __init__(self):
        self.kept = []

    def create_task(self, work):
        self.kept.append(asyncio.create_task(work))

    def ensure_future(self, work):
        self.kept.append(asyncio.ensure_future(work))

    async def go(self, unknown):
        self.create_task(job())
        self.ensure_future(job())
        unknown.create_task(job())
        unknown.loop.create_task(job())


async def a_task_already():
    task = TASKS.pop()
    future = asyncio.get_running_loop().create_future()
    asyncio.ensure_future(future)
    waiting = asyncio.create_task(job())
    asyncio.ensure_future(waiting)
    return task


class Program:
    async def start(self):
        signal.signal(signal.SIGTERM, self.on_signal)
        await self.stop()

    def on_signal(self, number, frame):
        asyncio.create_task(self.stop())  # error: 8
        print(number)

    def on_other(self, number, frame):
        _keep_task(asyncio.create_task(self.stop()))  # error: 8
        print(number)

    async def stop(self):
        await asyncio.sleep(1)
