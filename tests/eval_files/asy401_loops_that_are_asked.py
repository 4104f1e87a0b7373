"""A loop that is given, and asked if it runs, may be that of another thread."""
# only: own

import asyncio


async def work():
    await asyncio.sleep(1)


def close(loop, session):
    if loop is not None and loop.is_running():
        loop.create_task(work())  # error: 8


def close_here():
    loop = asyncio.get_event_loop()
    if loop.is_running():
        loop.create_task(work())  # error: 8


def close_for(loop):
    if loop.is_running():
        loop.create_task(work())  # error: 8


async def serve(loop):
    close_for(loop)
