"""Each function lets the loop run one coroutine: all of them change, or none does."""

import asyncio


async def work(number):
    await asyncio.sleep(number)


def first():
    asyncio.run(work(1))  # error: 11


def second():
    return asyncio.run(work(2))  # error: 11


def third():
    asyncio.run(work(3))  # error: 4
