import asyncio
import contextlib
from contextlib import asynccontextmanager

import anyio
import pytest
import trio


async def in_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(1))
        yield 1  # error: 8, scope="asyncio.TaskGroup()"


async def in_timeout(items):
    async with asyncio.timeout(3):
        for item in items:
            yield item  # error: 12, scope="asyncio.timeout(3)"


async def in_other_groups(items):
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(print)
        yield items  # error: 8
    async with trio.open_nursery() as nursery:
        nursery.start_soon(print)
        item = yield items  # error: 15
    return


async def in_scopes(items):
    with trio.move_on_after(3):
        yield items  # error: 8, scope="trio.move_on_after(3)"
    with anyio.fail_after(3) as scope:
        yield scope  # error: 8
    with trio.CancelScope() as scope, open_nothing():
        if items:
            yield scope  # error: 12


def open_nothing():
    return contextlib.nullcontext()


class Source:
    async def items(self):
        async with asyncio.timeout(1):
            yield 1  # error: 12


async def outside(items):
    for item in items:
        async with asyncio.timeout(3):
            await item
        yield item

    async def inner():
        return (yield)

    async with asyncio.timeout(3):
        await asyncio.sleep(0)
        print(inner, lambda: (yield))


@asynccontextmanager
async def manager():
    async with asyncio.TaskGroup() as group:
        yield group


@contextlib.asynccontextmanager
async def timeout():
    with anyio.move_on_after(1) as scope:
        yield scope


@pytest.fixture
async def nursery():
    async with trio.open_nursery() as opened:
        yield opened


def own(function):
    return asynccontextmanager(function)


@own
async def decorated():
    async with asyncio.TaskGroup() as group:
        yield group


async def other_blocks(lock: asyncio.Lock):  # ASY405 says what is wrong with this
    async with lock:
        yield 1  # ASY405: 8


def in_plain_generator(items):
    with trio.CancelScope():
        yield from items
        yield 1  # error: 8, scope="trio.CancelScope()"


@contextlib.contextmanager
def plain_manager():
    with trio.CancelScope() as scope:
        yield scope


@pytest.fixture
def plain_fixture():
    with trio.CancelScope() as scope:
        yield scope


@unseen  # noqa: F821
def plain_of_unknown_decorator():
    with trio.CancelScope() as scope:
        yield scope
