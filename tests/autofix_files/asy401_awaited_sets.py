# only: own
"""A set whose tasks are waited for takes no other ones, nor one that another thing is done with."""

import asyncio

awaited = set()

_background_tasks: set[asyncio.Task[object]] = set()


async def work(): ...


def start():
    task = asyncio.create_task(work())
    awaited.add(task)


async def join():
    await asyncio.gather(*awaited)


async def serve():
    task = asyncio.create_task(work())  # error: 4
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
