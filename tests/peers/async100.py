"""A timeout around code that never waits."""

import asyncio

import async_timeout
import trio


async def no_wait(path):
    with trio.move_on_after(1):  # found: here, flake8-async, ruff
        path.touch()


async def no_wait_at_all(path):
    async with asyncio.timeout(1):  # found: here, flake8-async, ruff
        path.touch()


async def other_library(path):
    async with async_timeout.timeout(1):  # found: here
        path.touch()


async def waits(path):
    with trio.fail_after(1):
        await path.touch()


async def yields(path):
    with trio.fail_after(1):
        yield path
