# only: own
from contextlib import asynccontextmanager

import anyio
import trio


async def serve(port, *, task_status=trio.TASK_STATUS_IGNORED):
    task_status.started(port)
    await trio.sleep(1)


async def plain(port=1):
    await trio.sleep(port)


async def anything(**kwargs):
    await trio.sleep(1)


class Server:
    def __init__(self, nursery: trio.Nursery, group: anyio.abc.TaskGroup):
        self.nursery = nursery
        self.group = group

    async def __aenter__(self):
        self.nursery.start_soon(serve, 80)  # error: 8, problem="'serve' may not have begun when the context is entered"
        self.group.start_soon(self.listen)  # error: 8
        self.nursery.start_soon(plain)
        await self.nursery.start(serve, 80)
        return self

    async def __aexit__(self, *args):
        pass

    async def listen(self, *, task_status):
        task_status.started()

    async def later(self):
        self.nursery.start_soon(serve, 80)


@asynccontextmanager
async def server():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(serve, 80)  # error: 8
        yield nursery


class Listening:
    async def __aenter__(self):
        self.manager = trio.open_nursery()
        nursery = await self.manager.__aenter__()
        nursery.start_soon(trio.serve_tcp, print, 80)  # error: 8, advice="use 'await ...start(trio.serve_tcp)'"
        nursery.start_soon(trio.sleep, 1)
        await nursery.start(trio.serve_tcp, print, 80)
        return self


async def start(unknown):
    async with trio.open_nursery() as nursery:
        await nursery.start(plain)  # error: 28, advice="add the parameter"
        await nursery.start(plain, 1)  # error: 28
        await nursery.start(serve, 80)
        await nursery.start(anything)
        await nursery.start(unknown)
        await unknown.start(plain)
        nursery.start_soon(serve, 80)


async def forgotten(*, task_status=trio.TASK_STATUS_IGNORED):  # error: 0, advice="call task_status.started()"
    await trio.sleep(1)


async def handed_on(nursery, *, task_status):
    await serve(80, task_status=task_status)


class Base:
    async def run(self, task_status):
        raise NotImplementedError

    async def stub(self, task_status):
        """Nothing yet."""


async def crashes(*, task_status=trio.TASK_STATUS_IGNORED):
    await trio.sleep(1)
    raise KeyError
