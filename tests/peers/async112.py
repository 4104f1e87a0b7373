"""A group for one task."""

import asyncio

import trio


async def main(work):
    async with trio.open_nursery() as nursery:  # found: here, flake8-async
        nursery.start_soon(work)


async def other(work):
    async with asyncio.TaskGroup() as group:  # found: here, flake8-async
        group.create_task(work())


async def two(work):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work)
        nursery.start_soon(work)
