# only: own
import asyncio
from asyncio import timeout

import async_timeout


async def flagged(path, parse):
    async with asyncio.timeout(5):  # error: 15, scope="asyncio.timeout(...)"
        data = parse(path)
    async with timeout(1):  # error: 15
        # It was slow once.
        data = parse(path)
        data = parse(data)
    async with asyncio.timeout_at(1) as scope:  # error: 15
        scope.reschedule(2)
    async with async_timeout.timeout(5):  # error: 15
        async def nested():
            await asyncio.sleep(1)
    async with (asyncio.timeout(5)): print(data)  # error: 16
    return nested


async def silent(queue, session, rows):
    async with asyncio.timeout(5):
        await queue.get()
    async with asyncio.timeout(5):
        async with session:
            print("inside")
    async with asyncio.timeout(5), session:
        print("inside")
    async with asyncio.timeout(5):
        async for row in rows:
            print(row)
    async with asyncio.timeout(5):
        print([row async for row in rows])
    async with session.timeout(5):
        print("something else")


async def generates(rows):
    async with asyncio.timeout(5):
        for row in rows:
            yield row
