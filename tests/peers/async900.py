"""Async generators."""

from contextlib import asynccontextmanager

import trio
from elsewhere import unseen


async def numbers():  # found: here, flake8-async
    yield 1
    await trio.sleep(1)


@asynccontextmanager
async def opened():
    yield 1


@unseen
async def of_an_unknown_decorator():  # found: flake8-async
    yield 1
