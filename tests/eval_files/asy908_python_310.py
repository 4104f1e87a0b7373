# only: own
# settings: {"target_version": "3.11"}
import asyncio


async def work():
    await asyncio.sleep(1)


async def main():
    await asyncio.gather(work(), work())  # error: 10
