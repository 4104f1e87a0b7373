# only: own
import asyncio
import signal


async def close(): ...


tasks = set()


async def main(loop: asyncio.AbstractEventLoop, task: asyncio.Task, keep):
    loop.add_signal_handler(signal.SIGINT, lambda: asyncio.create_task(close()))  # error: 51
    loop.call_later(1, lambda: loop.create_task(close()))  # error: 31
    task.add_done_callback(lambda _: asyncio.ensure_future(close()))  # error: 37
    loop.call_soon(lambda: tasks.add(asyncio.create_task(close())))
    loop.call_soon(lambda: keep(asyncio.create_task(close())))
    keep(lambda: asyncio.create_task(close()))
    start = lambda: asyncio.create_task(close())
    return start
