"""Read measurements that must come within 0.1 seconds, and store each of them, which takes longer."""

import asyncio
from collections.abc import AsyncIterator


async def measurements() -> AsyncIterator[int]:
    for number in range(3):
        async with asyncio.timeout(0.1):
            await asyncio.sleep(0.01)
        yield number


async def store(number: int) -> None:
    await asyncio.sleep(0.15)
    print("stored", number)


async def main() -> None:
    async for number in measurements():
        await store(number)


if __name__ == "__main__":
    asyncio.run(main())
