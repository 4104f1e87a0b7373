# only: own
"""A script that lets a loop run one coroutine."""

import asyncio


async def work(number):
    return number


loop = asyncio.get_event_loop()  # error: 7
print("beginning")
loop.run_until_complete(work(1))
