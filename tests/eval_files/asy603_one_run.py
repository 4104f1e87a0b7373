# only: own
"""The one loop of a file that runs one coroutine."""

import asyncio


async def work(number):
    return number


def main():
    loop = asyncio.get_event_loop()  # error: 11
    return loop.run_until_complete(work(1))
