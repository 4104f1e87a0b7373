"""A read of what select has just said to be ready waits for nothing; the wait is that of select."""
# only: own

import asyncio
import select
import sys


async def reads_what_is_there():
    readable, _, _ = select.select([sys.stdin], [], [], 0.5)
    if readable:
        return sys.stdin.read(1)
    ready = select.select([sys.stdin], [], [], 0)[0]
    if sys.stdin in ready:
        return sys.stdin.readline()


async def reads_to_the_end():
    readable, _, _ = select.select([sys.stdin], [], [], 0.5)
    await asyncio.sleep(1)
    if readable:
        return await asyncio.to_thread(sys.stdin.read)  # error: 15


async def asks_something_else(wanted):
    readable, _, _ = select.select([sys.stdin], [], [], 0.5)
    await asyncio.sleep(1)
    if wanted:
        return await asyncio.to_thread(sys.stdin.readline)  # error: 15
    return readable


async def asks_anyway():
    readable, _, _ = select.select([sys.stdin], [], [], 0.5)
    if readable:
        print("ready")
    await asyncio.sleep(1)
    return await asyncio.to_thread(sys.stdin.read, 1)  # error: 11
