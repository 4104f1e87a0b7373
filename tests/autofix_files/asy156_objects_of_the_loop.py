# only: own
"""Who is given the loop, or what wakes its tasks, may use it in any way."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession


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
    await asyncio.sleep(1)
    await asyncio.to_thread(read_for, path, None, number)  # error: 4
    await asyncio.to_thread(read_in_thread, path, asyncio.get_running_loop())  # error: 4


class Archive:
    def _remove_later(self, path):
        asyncio.get_running_loop().call_later(1, print, path)

    def stream(self, path, closing):
        with open(path) as file:
            return closing(file.read(), lambda: self._remove_later(path))

    def quiet(self, path, closing):
        with open(path) as file:
            return closing(file.read(), lambda: print(path))


async def leaves_a_callback(archive: Archive, path):
    print(archive.stream(path, tuple))  # error: 10
    await asyncio.sleep(1)
    print(await asyncio.to_thread(archive.quiet, path, tuple))  # error: 10


def unpacked(stream, path):
    with open(path) as file:
        return [*stream, file.read()]


async def given_what_needs_the_loop(archive: Archive, path):
    stream = archive.stream(path, tuple)  # error: 13
    quiet = await asyncio.to_thread(archive.quiet, path, tuple)
    print(unpacked(stream, path))  # error: 10
    await asyncio.sleep(1)
    return await asyncio.to_thread(unpacked, quiet, path)  # error: 11


def add_from(path, session: AsyncSession):
    with open(path) as file:
        session.add(file.read())


async def adds(path, session: AsyncSession):
    await session.execute("x")
    add_from(path, session)  # error: 4


async def adds_nothing(path, session: AsyncSession):
    await session.execute("x")
    await asyncio.to_thread(read_in_thread, path, path)  # error: 4


HANDLERS = [
    main,
    leaves_a_callback,
    given_what_needs_the_loop,
    adds,
    adds_nothing,
]
