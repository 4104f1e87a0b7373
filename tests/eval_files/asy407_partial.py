# only: own

from functools import partial

import trio
from trio import TaskStatus


async def serve(status: TaskStatus[int]):  # error: 0, problem="'serve' never tells that it has begun"
    await trio.sleep(1)


async def only_named(task_status=trio.TASK_STATUS_IGNORED):  # error: 0
    task_status.started
    await trio.sleep(1)


async def tells(status: TaskStatus[int]):
    status.started(1)
    await trio.sleep(1)


async def no_status(port):
    await trio.sleep(port)


class Server:
    async def __aenter__(self):
        self.nursery = await self.stack.enter_async_context(trio.open_nursery())
        return self


async def main():
    async with trio.open_nursery() as nursery:
        await nursery.start(partial(no_status, 1))  # error: 28
        await nursery.start(partial(tells))  # error: 28
