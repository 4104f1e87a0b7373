import time

import trio


async def rest():
    time.sleep(1)  # error: 4, call="time.sleep"
    await trio.sleep(1)


trio.run(rest)
