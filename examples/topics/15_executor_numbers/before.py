"""Add a lot of numbers, while a clock ticks."""

import asyncio


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.05)
        print("tick")


async def show() -> None:
    total = 0
    for number in range(30_000_000):  # ASY111: 18, call="this loop"
        total += number
    print("total:", total)


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
