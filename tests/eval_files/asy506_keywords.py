# only: own

import anyio
import trio


async def by_keyword():
    await trio.sleep(seconds=0)  # error: 10, call="trio.sleep(seconds=0)"
    await anyio.sleep(delay=0)  # error: 10
    await trio.sleep(seconds=86401)  # error: 10
    await trio.sleep(seconds=2)


async def of_another_name():
    await anyio.sleep(seconds=0)
    await trio.sleep(delay=0)
