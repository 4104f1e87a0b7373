# only: own
"""Who is given the loop, or what wakes its tasks, may use it in any way."""

import asyncio


def read_for(path, loop, queue):
    loop.add_later(queue)
    with open(path) as file:
        return file.read()


def read_in_thread(path, loop):
    with open(path) as file:
        loop.call_soon_threadsafe(print, file.read())


async def main(path, number):
    read_for(path, asyncio.get_running_loop(), None)  # error: 4
    read_for(path, None, asyncio.Queue())  # error: 4
    await asyncio.to_thread(read_for, path, None, number)  # error: 4
    await asyncio.to_thread(read_in_thread, path, asyncio.get_running_loop())  # error: 4
