# only: own
"""An await before a shielded cleanup would be where the cancellation ends it."""

import asyncio

import anyio


async def beat() -> None:
    try:
        await asyncio.sleep(1)
    finally:
        print("over")


async def stream(save, send):
    heartbeat = asyncio.create_task(beat())
    try:
        await send()
    finally:
        heartbeat.cancel()  # error: 8
        with anyio.CancelScope(shield=True):
            await save()


async def stream_plainly(save, send):
    heartbeat = asyncio.create_task(beat())
    try:
        await send()
    finally:
        heartbeat.cancel()  # error: 8
        await asyncio.wait([heartbeat])
        with anyio.CancelScope():
            await save()
