"""One function is ready for there being no loop: the loop that it gets must not be closed for it."""

import asyncio


async def work(number):
    await asyncio.sleep(number)


def first():
    loop = asyncio.get_event_loop()  # error: 11
    loop.run_until_complete(work(1))


def careful():
    try:
        loop = asyncio.get_event_loop()
    except RuntimeError:
        loop = asyncio.new_event_loop()
    loop.run_until_complete(work(2))
