"""A yield in a group or scope of a function that is no context manager."""

import asyncio
from contextlib import asynccontextmanager

import trio


async def numbers():
    async with trio.open_nursery():
        yield 1  # found: here, flake8-async
        await trio.sleep(1)


async def limited():
    async with asyncio.timeout(1):
        yield 1  # found: here, flake8-async
        await asyncio.sleep(1)


@asynccontextmanager
async def group():
    async with trio.open_nursery() as nursery:
        yield nursery
