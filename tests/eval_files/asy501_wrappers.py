# only: own

import asyncio


async def number() -> int:
    return 1


async def with_limit():
    try:
        await asyncio.wait_for(number(), 1)
    except asyncio.CancelledError:  # error: 4, handler="except asyncio.CancelledError"
        print("timed out")
    await asyncio.sleep(1)


async def for_ever(device):
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        while True:
            await asyncio.sleep(1)


async def of_a_task(task):
    try:
        await asyncio.wait_for(task, 1)
    except asyncio.CancelledError:
        print("the task was cancelled")
    await asyncio.sleep(1)
