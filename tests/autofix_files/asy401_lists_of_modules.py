# only: own
"""A list of the module that holds its tasks until they are done is as good as a set of its own."""

import asyncio

TASKS: list[asyncio.Task] = []
SEEN = []


def create_task(work):
    def tidy(task):
        TASKS.remove(task)

    task = asyncio.create_task(work)
    TASKS.append(task)
    task.add_done_callback(tidy)
    return task


def cancel_tasks():
    for task in TASKS:
        task.cancel()


async def start(work):
    create_task(work())  # error: 4
    create_task(work())  # error: 4


def tell(work):
    try:
        loop = asyncio.get_event_loop()
    except RuntimeError:
        print("no loop")
    else:
        task = loop.create_task(work())  # error: 8
        TASKS.append(task)
        task.add_done_callback(TASKS.remove)
