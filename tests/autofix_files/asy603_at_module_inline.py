# only: own
"""A script that asks for the loop where it runs it."""

import asyncio


async def work(number):
    return number


asyncio.run(work(1))  # the whole  # error: 0
