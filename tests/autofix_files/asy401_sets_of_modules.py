# only: own
"""A module that keeps its tasks in a set keeps new ones there, too."""

import asyncio

running: set[asyncio.Task] = set()

_background_tasks: set[asyncio.Task[object]] = set()


async def work(): ...


def start():
    task = asyncio.create_task(work())
    running.add(task)
    task.add_done_callback(running.discard)


async def serve():
    task = asyncio.create_task(work())  # error: 4
    running.add(task)
    task.add_done_callback(running.discard)


async def of_its_own(running):
    task = asyncio.create_task(work())  # error: 4
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    print(running)


async def close():
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
