"""A timeout that begins to run before its block."""

import asyncio

import trio


async def load(device):
    limit = trio.fail_after(5)  # found: here, flake8-async
    await device.connect()
    with limit:
        await device.read()


async def of_asyncio(device):
    limit = asyncio.timeout(5)  # found: here
    await device.connect()
    async with limit:
        await device.read()
