# only: own
"""A script that asks for the loop where it runs it."""

import asyncio


async def work(number):
    return number


asyncio.get_event_loop().run_until_complete(work(1))  # the whole  # error: 0
