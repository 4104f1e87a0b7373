"""A timeout with a way through it without a checkpoint."""

import asyncio

import trio


async def maybe(flag):
    with trio.move_on_after(1):  # found: here, flake8-async
        if flag:
            await trio.sleep(1)


async def always():
    with trio.move_on_after(1):
        await trio.sleep(1)


async def of_asyncio(flag):
    async with asyncio.timeout(1):  # found: flake8-async
        if flag:
            await asyncio.sleep(1)
