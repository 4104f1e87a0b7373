"""A way through a coroutine without a checkpoint."""

import trio


async def maybe(flag):  # found: here, flake8-async
    if flag:
        await trio.sleep(1)


async def early(flag):
    if flag:
        return  # found: here, flake8-async
    await trio.sleep(1)


async def always():
    await trio.sleep(1)


async def perhaps(flag, fetch):  # found: here, flake8-async
    if flag and await fetch():
        print(flag)


async def of_each(items, fetch):  # found: here, flake8-async
    [await fetch() for item in items if item]


async def either(flag, fetch):  # found: flake8-async
    print(flag if flag and await fetch() else await fetch())
