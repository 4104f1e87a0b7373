# only: own
from asyncio import (
    get_event_loop,
    sleep,
)


async def main():
    get_event_loop().call_later(1, print)  # error: 4
    await sleep(1)


def elsewhere():
    return get_event_loop()
