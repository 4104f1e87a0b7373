# only: own
import asyncio

import trio


async def work(group=None):
    await asyncio.sleep(1)


async def one():
    async with asyncio.TaskGroup() as group:  # error: 15, group="group", function="work()"
        group.create_task(work())


async def one_of_trio():
    async with trio.open_nursery() as nursery:  # error: 15, function="work"
        nursery.start_soon(work)


async def started():
    async with trio.open_nursery() as nursery:  # error: 15
        await nursery.start(work)


async def two():
    async with asyncio.TaskGroup() as group:
        group.create_task(work())
        group.create_task(work())


async def many(things):
    async with asyncio.TaskGroup() as group:
        for _ in things:
            group.create_task(work())


async def recursive():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work, nursery)


async def own(pool):
    async with pool as group:
        group.create_task(work())
