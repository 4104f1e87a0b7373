# only: own
import math
from math import inf

import anyio
import trio
from trio import sleep


async def flagged():
    await trio.lowlevel.checkpoint()  # error: 10, call="trio.sleep(0)", instead="trio.lowlevel.checkpoint"
    await trio.lowlevel.checkpoint()  # error: 10
    await anyio.lowlevel.checkpoint()  # error: 10, instead="anyio.lowlevel.checkpoint"
    await trio.sleep_forever()  # error: 10, instead="trio.sleep_forever"
    await trio.sleep_forever()  # error: 10
    await trio.sleep_forever()  # error: 10, meaning="waiting for ever"
    await anyio.sleep_forever()  # error: 10
    await trio.sleep_forever()  # error: 10


async def silent(seconds):
    await trio.sleep(1)
    await trio.sleep(seconds)
    await trio.sleep(60 * 60)
    await trio.sleep(3600 * seconds)
    await trio.sleep_forever()
    await trio.lowlevel.checkpoint()
    await trio.sleep(False)
    await trio.sleep(-1)
