import asyncio

from tools import pause, rest


async def main(pause):
    pause()
    rest()


async def other():
    pause = asyncio.sleep
    await pause(1)
