"""Refresh a cache in the background while the program works."""

import asyncio

cache: dict[str, int] = {}


async def refresh() -> None:
    for number in range(3):
        cache["number"] = number
        await asyncio.sleep(0.01)


async def main() -> None:
    refresher = asyncio.create_task(refresh())
    await refresher
    print("the cache holds", cache["number"])


if __name__ == "__main__":
    asyncio.run(main())
