"""A yield in a group or scope of a function that is no context manager."""

import asyncio
from contextlib import asynccontextmanager

import trio
import trio_websocket
from elsewhere import unseen


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


def in_a_plain_generator():
    with trio.CancelScope():
        yield 1  # found: here, flake8-async


async def of_another_library():
    async with trio_websocket.open_websocket_url("ws://example.org") as socket:
        yield socket  # found: flake8-async


@unseen
async def of_an_unknown_decorator():
    async with trio.open_nursery() as nursery:
        yield nursery  # found: flake8-async
