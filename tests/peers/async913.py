"""A loop without a guaranteed checkpoint."""

import trio


async def spin(flag):
    while True:  # found: here, flake8-async
        if flag:
            await trio.sleep(1)


async def turn():
    while True:
        await trio.sleep(1)
