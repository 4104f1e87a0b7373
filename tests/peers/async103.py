"""Handlers that swallow a cancellation."""

import asyncio


async def poll(device):
    while True:
        try:
            await device.read()
        except BaseException:  # found: here, flake8-async
            print("never mind")


async def in_part(device, quiet):
    while True:
        try:
            await device.read()
        except asyncio.CancelledError:  # found: here, flake8-async
            if not quiet:
                raise


async def own_child(device):
    task = asyncio.create_task(device.read())
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:  # found: flake8-async
        pass


async def nothing_to_cancel(device):
    try:
        device.reset()
    except BaseException:  # found: flake8-async
        print("no await, so no cancellation")
