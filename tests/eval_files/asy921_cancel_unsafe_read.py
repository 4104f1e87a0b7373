# only: own
import asyncio


async def message(reader):
    n = await reader.readexactly(4)
    return await reader.readexactly(n)


async def loop(reader: asyncio.StreamReader):
    while True:
        try:
            await asyncio.wait_for(message(reader), 1)  # error: 35, call="message"
        except TimeoutError:
            continue
