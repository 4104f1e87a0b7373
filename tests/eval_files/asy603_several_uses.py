"""One function does more with its loop, or is ready for none: then the others keep theirs as well."""

import asyncio


async def work(number):
    await asyncio.sleep(number)


def first():
    loop = asyncio.get_event_loop()  # error: 11
    loop.run_until_complete(work(1))


def for_ever():
    loop = asyncio.get_event_loop()  # error: 11
    task = loop.create_task(work(2))
    loop.run_forever()
    return task
