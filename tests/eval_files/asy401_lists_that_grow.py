# only: own
"""A list that no task is taken out of holds them for ever, and one that is gone over is for more."""

import asyncio

EVER = []
WAITED = []


async def keep_for_ever(work):
    task = asyncio.create_task(work())
    EVER.append(task)


async def wait_later(work):
    task = asyncio.create_task(work())
    WAITED.append(task)
    task.add_done_callback(WAITED.remove)


async def wait_for_all():
    await asyncio.gather(*WAITED)


async def start(work):
    asyncio.create_task(work())  # error: 4
