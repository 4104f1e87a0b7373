"""A loop without a guaranteed checkpoint."""

import asyncio

import trio


async def spin(flag):
    while True:  # found: here, flake8-async
        if flag:
            await trio.sleep(1)


async def turn():
    while True:
        await trio.sleep(1)


async def of_asyncio(flag):
    while True:  # found: flake8-async
        if flag:
            await asyncio.sleep(1)
