# only: own
"""Coroutines that are gathered: who gathers them is cancelled all the same."""

import asyncio


async def bridge(reader, writer):
    async def forward():
        try:
            async for message in reader:
                await writer.send(message)
        except asyncio.CancelledError:
            pass

    async def backward():
        try:
            async for message in writer:
                await reader.send(message)
        except asyncio.CancelledError:
            pass
        finally:
            reader.close()

    await asyncio.gather(forward(), backward())


async def poll(device):
    try:
        await device.read()
    except asyncio.CancelledError:
        print("cancelled")


async def poll_all(devices):
    await asyncio.gather(*[poll(device) for device in devices], return_exceptions=True)


async def poll_kept(device):
    try:
        await device.read()
    except asyncio.CancelledError:
        print("cancelled")


async def poll_all_kept(devices):
    polls = [poll_kept(device) for device in devices]
    return await asyncio.gather(*polls)


async def poll_on(device):
    """It goes on, and the gather waits for it."""
    while device.is_open:
        try:
            await device.read()
        except asyncio.CancelledError:  # error: 8
            print("cancelled")
            raise


async def poll_all_on(devices):
    tasks = [poll_on(device) for device in devices]
    await asyncio.gather(*tasks)


async def poll_once(device):
    """One awaits it alone."""
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        print("cancelled")
        raise


async def poll_two(devices):
    await asyncio.gather(*(poll_once(device) for device in devices))
    await poll_once(devices[0])
