"""Leaving a group in the middle."""

import asyncio

import trio


async def first(work):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(work)
        return 1  # found: here, flake8-async


async def in_loop(work):
    while True:
        async with asyncio.TaskGroup() as group:
            group.create_task(work())
            break  # found: here, flake8-async


async def before_any_task(work):
    async with asyncio.TaskGroup() as group:
        if work is None:
            return  # found: flake8-async
        group.create_task(work())


async def inside(work):
    async with trio.open_nursery() as nursery:
        for _ in range(3):
            nursery.start_soon(work)
            break
