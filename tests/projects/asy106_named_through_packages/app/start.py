import asyncio

from app.jobs import at_the_start, everywhere


async def main():
    await everywhere()
    await at_the_start()


asyncio.run(main())
