# only: own
import asyncio
from contextlib import suppress


async def tasks_that_others_cancel(actors):
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*[actor.task for actor in actors if actor.task is not None])
    await actors.clear()


async def tasks_that_others_cancel_in_a_list(first, second):
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*[first.task, second.task])
    await first.clear()


async def own_work(actors):
    with suppress(asyncio.CancelledError):  # error: 9, advice="leave it out; return_exceptions=True is for what 'gather' waits for"
        await asyncio.gather(*[actor.run() for actor in actors])
    await actors.clear()


async def own_work_in_a_list(first, second):
    with suppress(asyncio.CancelledError):  # error: 9
        await asyncio.gather(*[first.run(), second.run()])
    await first.clear()


async def no_gather(first):
    with suppress(asyncio.CancelledError):  # error: 9, advice="leave it out"
        await first.run()
    await first.clear()
