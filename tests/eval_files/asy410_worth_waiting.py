# only: own
"""Whether anything depends on the end of the task that was cancelled."""

import asyncio

import aiohttp


class Line:
    def __init__(self, socket):
        self.socket = socket
        self.count = 0

    async def beat(self):
        while True:
            await asyncio.sleep(1)
            await self.socket.send("beat")

    async def count_up(self):
        try:
            while True:
                await asyncio.sleep(1)
        finally:
            self.count += 1

    async def stop_beating(self, read):
        beating = asyncio.create_task(self.beat())
        await read()
        beating.cancel()  # error: 8

    async def close(self, read):
        beating = asyncio.create_task(self.beat())
        await read()
        beating.cancel()  # error: 8
        await self.socket.close()

    async def stop_counting(self, read):
        counting = asyncio.create_task(self.count_up())
        await read()
        counting.cancel()  # error: 8

    async def stop_both(self, read):
        counting = asyncio.create_task(self.count_up())
        beating = asyncio.create_task(self.beat())
        await read()
        counting.cancel()  # error: 8
        beating.cancel()  # error: 8


async def poll(session, times):
    for _ in range(times):
        await session.get("https://example.org")


async def poll_for_a_while(read):
    async with aiohttp.ClientSession() as session:
        polling = asyncio.create_task(poll(session, 3))
        await read()
        polling.cancel()  # error: 8


async def poll_of_others(session, read):
    polling = asyncio.create_task(poll(session, 3))
    await read()
    polling.cancel()  # error: 4
    print("read")


async def poll_in_rounds(session, read):
    while await read():
        polling = asyncio.create_task(poll(session, 3))
        await asyncio.sleep(1)
        polling.cancel()  # error: 8
        print("read")


async def poll_in_one_round(session, read):
    while await read():
        polling = asyncio.create_task(poll(session, 3))
        await asyncio.sleep(1)
        polling.cancel()  # error: 8
        return


async def stream(queue, session):
    async def beat():
        while session.is_open:
            await asyncio.sleep(1)
            await queue.put("beat")

    beating = asyncio.create_task(beat())
    try:
        while True:
            item = await queue.get()
            if item is None:
                beating.cancel()  # error: 16
                return
            yield item
    except BaseException:
        beating.cancel()  # error: 8
        raise


async def stream_all(queue, session):
    async def write():
        try:
            await session.write()
        finally:
            await session.flush()

    writing = asyncio.create_task(write())
    try:
        async for item in queue:
            yield item
        writing.cancel()  # error: 8
        await session.close()
    except BaseException:
        print("ended")
        raise


async def last_of(queue, session):
    beating = asyncio.create_task(poll(session, 3))
    try:
        await queue.get()
        beating.cancel()  # error: 8
    finally:
        await session.close()


async def closed_at_the_end(queue, session):
    beating = asyncio.create_task(poll(session, 3))
    try:
        await queue.get()
    finally:
        beating.cancel()  # error: 8
        await session.close()


async def logged_at_the_end(queue, session):
    beating = asyncio.create_task(poll(session, 3))
    try:
        await queue.get()
    finally:
        beating.cancel()  # error: 8
        print(session)
        await session.close()


async def counted_at_the_end(line: Line):
    counting = asyncio.create_task(line.count_up())
    try:
        await line.stop_beating(print)
    finally:
        counting.cancel()  # error: 8
        await line.socket.close()
