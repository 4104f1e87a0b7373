# only: own
import asyncio
import asyncio.subprocess
import trio as t  # error: 0, library="trio", what="'t'"
from asyncio import sleep  # error: 0, library="asyncio", what="'sleep'"
from asyncio.subprocess import PIPE
from anyio import to_thread  # error: 0
from trio.testing import MockClock

from .asyncio import other


async def main():
    await sleep(1)
    print(asyncio, t, PIPE, to_thread, MockClock, other)
