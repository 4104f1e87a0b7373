"""Ask for six pages, at most two at a time, and see how many there were at once."""

import asyncio

under_way: set[int] = set()
most = 0


async def fetch(page: int) -> None:
    global most
    limit = asyncio.Semaphore(2)  # ASY303: 12
    async with limit:
        under_way.add(page)
        most = max(most, len(under_way))
        await asyncio.sleep(0.05)
        under_way.remove(page)


async def main() -> None:
    await asyncio.gather(*(fetch(page) for page in range(6)))
    print("at once:", most)


if __name__ == "__main__":
    asyncio.run(main())
