# only: own
"""A script whose functions have its loop, too."""

import asyncio


async def work(number):
    loop.call_soon(print, number)
    return number


loop = asyncio.get_event_loop()  # error: 7
loop.run_until_complete(work(1))
