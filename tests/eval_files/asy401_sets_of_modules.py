# only: own
"""A module that keeps its tasks in a set keeps new ones there, too."""

import asyncio

running: set[asyncio.Task] = set()


async def work(): ...


def start():
    task = asyncio.create_task(work())
    running.add(task)
    task.add_done_callback(running.discard)


async def serve():
    asyncio.create_task(work())  # error: 4


async def of_its_own(running):
    asyncio.create_task(work())  # error: 4
    print(running)


async def close():
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
