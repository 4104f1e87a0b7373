# library: trio
from contextlib import asynccontextmanager

import trio


async def listen(task_status=trio.TASK_STATUS_IGNORED):
    task_status.started()
    await trio.sleep(1)


@asynccontextmanager
async def after_the_yield():
    async with trio.open_nursery() as nursery:
        await nursery.start(listen)
        yield
        nursery.start_soon(listen)


@asynccontextmanager
async def group_left_before():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(listen)
    yield 1


@asynccontextmanager
async def group_opened_after():
    yield 1
    async with trio.open_nursery() as nursery:
        nursery.start_soon(listen)


@asynccontextmanager
async def group_around():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(listen)  # error: 8
        yield nursery


@asynccontextmanager
async def given_group(nursery: trio.Nursery):
    nursery.start_soon(listen)  # error: 4
    yield nursery


class Once:
    async def __aenter__(self):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(listen)
        return self

    async def __aexit__(self, *error):
        return None
