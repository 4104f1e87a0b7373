"""Plain functions for what calls a coroutine function itself, and the reverse."""
# only: own

import contextlib
import unittest

import anyio
import trio


async def work(x=None): ...


def plain(x=None):
    return 1


def starts():
    return work()


async def main(given, limiter: trio.CapacityLimiter):
    async with anyio.create_task_group() as group:
        group.start_soon(plain)  # error: 25
        group.start_soon(work)  # error: 25
        group.start_soon(work)
        group.start_soon(starts)
        group.start_soon(given)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(plain)  # error: 27
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(plain)  # error: 34
        stack.push_async_callback(work)  # error: 34
        stack.push_async_callback(work)
        stack.callback(plain)


class Case(unittest.IsolatedAsyncioTestCase):
    async def test_it(self):
        self.addAsyncCleanup(plain)  # error: 29
        self.addAsyncCleanup(work)


trio.run(plain)  # error: 9
