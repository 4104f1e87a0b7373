# only: own
from contextlib import asynccontextmanager

import pytest
import trio


async def numbers(n):  # error: 0, what="end", checkpoint="trio.lowlevel.checkpoint"
    for number in range(n):
        yield number  # error: 8, function="numbers", what="yield"


async def twice():
    await trio.sleep(1)
    yield 1
    yield 2  # error: 4
    return  # error: 4, what="return"


async def assigned():
    answer = yield await trio.sleep(1)
    if answer:
        await trio.sleep(2)
    answer = yield answer  # error: 13
    await trio.sleep(2)


async def checked(n):
    for number in range(n):
        await trio.sleep(1)
        yield number
    await trio.sleep(1)


async def relays(source):
    async for item in source:
        yield item


@asynccontextmanager
async def context():
    yield 1


@pytest.fixture
async def fixture():
    yield 1


async def no_generator():
    return 1
