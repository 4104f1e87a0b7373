"""Refresh a cache while the program runs, and stop with it."""

import asyncio
from contextlib import suppress


class Cache:
    def __init__(self) -> None:
        self.version = 0

    async def load(self) -> None:
        await asyncio.sleep(0.1)
        self.version += 1


async def refresh(cache: Cache) -> None:
    while cache.version < 5:
        with suppress(OSError):
            await cache.load()


async def main() -> None:
    cache = Cache()
    task = asyncio.create_task(refresh(cache))
    await asyncio.sleep(0.15)
    task.cancel()
    await asyncio.wait([task])
    print("stopped at version", cache.version)


if __name__ == "__main__":
    asyncio.run(main())
