"""Each function lets the loop run one coroutine: all of them change, or none does."""

import asyncio


async def work(number):
    await asyncio.sleep(number)


def first():
    loop = asyncio.get_event_loop()  # error: 11
    loop.run_until_complete(work(1))


def second():
    loop = asyncio.get_event_loop()  # error: 11
    try:
        return loop.run_until_complete(work(2))
    finally:
        loop.close()


def third():
    asyncio.get_event_loop().run_until_complete(work(3))  # error: 4
