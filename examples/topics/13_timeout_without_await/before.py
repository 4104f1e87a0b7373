"""Add a lot of numbers, for a tenth of a second at most."""

import asyncio


def add(count: int) -> int:
    total = 0
    for number in range(count):
        total += number
    return total


async def main() -> None:
    async with asyncio.timeout(0.1) as limit:  # ASY504: 15
        total = add(30_000_000)
    print("the timeout has struck:", limit.expired(), "- total:", total)


if __name__ == "__main__":
    asyncio.run(main())
