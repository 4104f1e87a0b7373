import asyncio
import time


async def connect(attempts):
    for _ in range(attempts):
        time.sleep(1)  # ASY101: 8


def begin(coroutine):
    coroutine.send(None)


asyncio.run(connect(3))
