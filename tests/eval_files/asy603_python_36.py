# settings: {"target_version": "3.6"}
"""Python 3.6 has no ``asyncio.run``."""

import asyncio


async def work(number):
    await asyncio.sleep(number)


def main():
    loop = asyncio.get_event_loop()  # error: 11
    loop.run_until_complete(work(1))
