# only: own
import math
from math import inf

import anyio
import trio
from trio import sleep


async def flagged():
    await trio.sleep(0)  # error: 10, call="trio.sleep(0)", instead="trio.lowlevel.checkpoint"
    await sleep(0.0)  # error: 10
    await anyio.sleep(0)  # error: 10, instead="anyio.lowlevel.checkpoint"
    await trio.sleep(86400)  # error: 10, instead="trio.sleep_forever"
    await trio.sleep(60 * 60 * 24 * 365)  # error: 10
    await trio.sleep(math.inf)  # error: 10, meaning="waiting for ever"
    await anyio.sleep(inf)  # error: 10
    await sleep(float("inf"))  # error: 10


async def silent(seconds):
    await trio.sleep(1)
    await trio.sleep(seconds)
    await trio.sleep(60 * 60)
    await trio.sleep(3600 * seconds)
    await trio.sleep_forever()
    await trio.lowlevel.checkpoint()
    await trio.sleep(False)
    await trio.sleep(-1)
