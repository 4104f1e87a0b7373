# only: own
import asyncio
import functools

import anyio
import pytest
import trio
from asgiref.sync import async_to_sync


async def job(number=0): ...


async def need(number): ...


def plain():
    return 1


def start():
    return job()


async def numbers():
    yield 1


class Worker:
    async def step(self): ...

    @classmethod
    async def make(cls): ...


async def tasks(worker: Worker, loop: asyncio.AbstractEventLoop):
    first = asyncio.create_task(job)  # error: 32, caller="asyncio.create_task", instead="asyncio.create_task(job())"
    second = asyncio.create_task(need)  # error: 33, instead="asyncio.create_task(need(...))"
    third = asyncio.ensure_future(worker.step)  # error: 34
    fourth = loop.create_task(Worker.make)  # error: 30
    fifth = asyncio.create_task(start)  # error: 32
    sixth = asyncio.create_task(lambda: job(1))  # error: 32
    seventh = asyncio.create_task(functools.partial(job, 1))
    eighth = asyncio.create_task(coro=job)  # error: 38
    return first, second, third, fourth, fifth, sixth, seventh, eighth


async def awaits(items):
    await asyncio.wait_for(job, 1)  # error: 27
    await asyncio.wait_for(need, timeout=1)  # error: 27
    await asyncio.shield(job)  # error: 25
    await asyncio.gather(job, job())  # error: 25
    await asyncio.gather([job(), job()])  # error: 25, given="a list of them"
    await asyncio.gather((job(), job()), return_exceptions=True)  # error: 25
    await asyncio.gather([job(item) for item in items])  # error: 25
    await asyncio.gather(job(item) for item in items)  # error: 24
    works = [job(item) for item in items]
    await asyncio.gather(works)  # error: 25, instead="asyncio.gather(*works)"
    await asyncio.gather(*works)
    await asyncio.gather(*[job, job()])
    async with asyncio.TaskGroup() as group:
        group.create_task(job)  # error: 26


async def functions(nursery: trio.Nursery, group: anyio.abc.TaskGroup):
    nursery.start_soon(job())  # error: 23, instead="nursery.start_soon(job)"
    nursery.start_soon(need(1))  # error: 23, instead="nursery.start_soon(need, ...)"
    nursery.start_soon(need(number=1))  # error: 23
    group.start_soon(job(), name="job")  # error: 21
    await group.start(job())  # error: 22
    work = job()
    nursery.start_soon(work)  # error: 23


def entry():
    asyncio.run(job)  # error: 16
    asyncio.run(need)  # error: 16
    with asyncio.Runner() as runner:
        runner.run(job)  # error: 19
    asyncio.new_event_loop().run_until_complete(job)  # error: 48
    asyncio.run_coroutine_threadsafe(job, None)  # error: 37
    trio.run(job())  # error: 13
    anyio.run(need(1))  # error: 14
    async_to_sync(job())  # error: 18
    trio.from_thread.run(job())  # error: 25


async def silent(unknown, items, nursery: trio.Nursery):
    await asyncio.wait_for(job(), 1)
    await asyncio.gather(job(), asyncio.create_task(job()), unknown)
    await asyncio.gather(*(job(item) for item in items))
    await asyncio.gather(unknown.method, unknown())
    task = asyncio.create_task(numbers().__anext__())
    nursery.start_soon(job)
    nursery.start_soon(need, 1)
    nursery.start_soon(functools.partial(need, number=1))
    nursery.start_soon(unknown())
    unknown.create_task(job)
    with pytest.raises(TypeError):
        task = asyncio.create_task(job)
    return task


def silent_entry(unknown):
    asyncio.run(unknown)
    asyncio.run(job())
    trio.run(job)
    anyio.run(job)
    async_to_sync(job)()


async def brackets_in_the_wrong_place(numbers):
    tasks = [asyncio.create_task(job(n) for n in numbers)]  # error: 32
    group = [asyncio.create_task(job(n)) for n in numbers]
    await asyncio.wait_for([job(n) for n in numbers], 1)  # error: 27
    await asyncio.gather(*group)
    return tasks
