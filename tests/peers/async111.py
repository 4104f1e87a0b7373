"""A task outlives what it works with."""

import trio


async def main(path, read):
    async with trio.open_nursery() as nursery:
        with open(path) as lines:
            nursery.start_soon(read, lines)  # found: here, flake8-async


async def in_order(path, read):
    with open(path) as lines:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(read, lines)


async def until_ready(path, serve):
    async with trio.open_nursery() as nursery:
        with open(path) as lines:
            await nursery.start(serve, lines)  # found: here, flake8-async
