import asyncio

import anyio
import trio


async def job():
    await asyncio.sleep(0)


async def returns(flag):
    async with asyncio.TaskGroup() as group:
        group.create_task(job())
        if flag:
            return 1  # error: 12, statement="return", group="group"
        return 2  # error: 8


async def other_libraries(items):
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(job)
        return items  # error: 8, group="tasks"
    async with trio.open_nursery() as nursery:
        nursery.start_soon(job)
        try:
            print(items)
        finally:
            return  # error: 12, group="nursery"


async def loops(items):
    for item in items:
        async with asyncio.TaskGroup() as group:
            group.create_task(job())
            if item:
                break  # error: 16, statement="break"
            elif items:
                continue  # error: 16, statement="continue"
            for part in item:
                group.create_task(job())
                if part:
                    return part  # error: 20
    while items:
        async with asyncio.TaskGroup() as group, asyncio.timeout(1):
            group.create_task(job())
            match items:
                case []:
                    break  # error: 20


async def wholly_inside(items):
    async with asyncio.TaskGroup() as group:
        for item in items:
            if item:
                continue
            group.create_task(job())
            break

        def make():
            return job()

        class Local:
            def make(self):
                return job()

        group.create_task(make())
        callback = lambda: job()  # noqa: E731
    return callback, Local


async def nothing_started(items):
    async with asyncio.TaskGroup() as group:
        if not items:
            return
        group.create_task(job())
    async with asyncio.TaskGroup():
        return


async def cancelled(items):
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(job)
        if items:
            tasks.cancel_scope.cancel()
            return
    async with asyncio.TaskGroup() as group:
        task = group.create_task(job())
        await asyncio.sleep(1)
        task.cancel()
        return


async def cancelled_at_last(items):
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(job)
        try:
            if items:
                return await job()
        finally:
            tasks.cancel_scope.cancel()


async def no_group(lock: asyncio.Lock, unknown):
    async with lock:
        return
    async with unknown as group:
        group.start_soon(job)
        return


def stop_all(tasks):
    for task in tasks:
        task.cancel()


def tell(tasks):
    print(tasks)


async def cancelled_by_others(items):
    tasks = []
    async with asyncio.TaskGroup() as group:
        tasks.append(group.create_task(job()))
        if items:
            stop_all(tasks)
            return
        if not items:
            tell(tasks)
            return  # error: 12, statement="return", group="group"
    async with asyncio.TaskGroup() as group:
        first = group.create_task(job())
        second = group.create_task(job())
        first.add_done_callback(lambda _: second.cancel())
        return await first
