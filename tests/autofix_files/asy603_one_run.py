# only: own
"""The one loop of a file that runs one coroutine."""

import asyncio


async def work(number):
    return number


def main():
    return asyncio.run(work(1))  # error: 11
