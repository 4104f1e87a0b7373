# only: own

import asyncio


async def moment(event: asyncio.Event):
    await asyncio.wait({asyncio.create_task(event.wait())}, timeout=1)


async def item(queue: asyncio.Queue):
    await asyncio.wait({asyncio.create_task(queue.get())}, timeout=1)  # error: 10, tasks="{asyncio.create_task(queue.get())}"
