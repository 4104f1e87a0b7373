import asyncio
import time


async def pause():
    await asyncio.sleep(1)


async def slow():
    await asyncio.to_thread(time.sleep, 1)


def start():
    return asyncio.create_task(pause())


def in_thread():
    return asyncio.to_thread(time.sleep, 1)
