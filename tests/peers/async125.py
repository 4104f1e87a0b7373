"""A number as a point in time."""

import asyncio

import trio


async def of_asyncio(device):
    async with asyncio.timeout_at(10):  # found: here
        await device.read()


async def work(device):
    with trio.fail_at(10):  # found: here, flake8-async
        await device.read()
    with trio.CancelScope(deadline=7):  # found: here, flake8-async
        await device.read()
    with trio.fail_at(trio.current_time() + 10):
        await device.read()
