# only: own
import asyncio

tasks = set()


async def close():
    await asyncio.sleep(1)


async def note():
    print("no wait in it")


def start(coroutine):
    task = asyncio.ensure_future(coroutine)
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def later(loop: asyncio.AbstractEventLoop, group: asyncio.TaskGroup, keep, delay: float):
    loop.call_later(delay, asyncio.create_task, close())  # error: 27
    loop.call_soon_threadsafe(loop.create_task, close())  # error: 30
    loop.call_later(delay, start, close())
    loop.call_later(delay, group.create_task, close())
    keep(asyncio.create_task, close())
    loop.call_later(delay, asyncio.create_task, note())  # error: 27
