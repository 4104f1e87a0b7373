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
