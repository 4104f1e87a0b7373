# only: own

import anyio
import trio


async def by_keyword():
    await trio.lowlevel.checkpoint()  # error: 10, call="trio.sleep(seconds=0)"
    await anyio.lowlevel.checkpoint()  # error: 10
    await trio.sleep_forever()  # error: 10
    await trio.sleep(seconds=2)


async def of_another_name():
    await anyio.sleep(seconds=0)
    await trio.sleep(delay=0)
