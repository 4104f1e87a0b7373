"""Async generators."""

from contextlib import asynccontextmanager

import trio


async def numbers():  # found: here, flake8-async
    yield 1
    await trio.sleep(1)


@asynccontextmanager
async def opened():
    yield 1
