# only: own
import asyncio


async def hang():
    await asyncio.sleep(60)


async def strand():
    asyncio.create_task(hang())  # error: 4


async def test_strands():
    await strand()
    asyncio.create_task(hang())  # error: 4
