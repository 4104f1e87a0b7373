# only: own
import asyncio
import contextlib
from contextlib import suppress


async def flagged(device):
    with contextlib.suppress(asyncio.CancelledError):  # error: 9, exception="asyncio.CancelledError"
        await device.read()
    with suppress(BaseException):  # error: 9, exception="BaseException"
        await device.read()
    with suppress(ValueError, asyncio.CancelledError):  # error: 9
        async with device:
            print("inside")
    with device.lock, suppress(asyncio.CancelledError):  # error: 22
        async for row in device:
            print(row)
    await device.close()


async def loops(device):
    while True:
        with suppress(asyncio.CancelledError):  # error: 13
            await device.read()


async def cancels_another(device, timer):
    timer.cancel()
    with suppress(asyncio.CancelledError):  # error: 9
        await device.read()


async def exceptions_only(device):
    with suppress(Exception, ValueError):
        await device.read()
    with suppress(asyncio.CancelledError):
        print("nothing to cancel")
    with suppress(BaseException):
        async def nested():
            await device.read()
    return nested


async def own_child(task, fetch):
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    other = asyncio.create_task(fetch())
    with contextlib.suppress(asyncio.CancelledError):
        other.cancel()
        await asyncio.wait([other])


async def then_raises(device):
    try:
        await device.read()
    except ValueError:
        with suppress(BaseException):
            await device.close()
        raise


async def background(device):
    with suppress(asyncio.CancelledError):
        while True:
            await device.read()


async def main(device):
    task = asyncio.create_task(background(device))
    await asyncio.sleep(1)
    task.cancel()
