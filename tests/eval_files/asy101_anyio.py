from time import sleep

import anyio


async def rest():
    sleep(1)  # error: 4, call="time.sleep"
    await anyio.sleep(1)


anyio.run(rest)
