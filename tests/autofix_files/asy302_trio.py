import threading

import trio

guard = trio.Lock()
counts = []


async def count():
    async with guard:  # error: 9, instead="trio.Lock"
        counts.append(1)
    await trio.sleep(1)
