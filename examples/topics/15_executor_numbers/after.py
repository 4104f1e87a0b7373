"""Add a lot of numbers, while a clock ticks."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


def add(count: int) -> int:
    total = 0
    for number in range(count):
        total += number
    return total


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.05)
        print("tick")


async def show(pool: ProcessPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    print("total:", await loop.run_in_executor(pool, add, 30_000_000))


async def main() -> None:
    pool = ProcessPoolExecutor(1)
    await asyncio.gather(show(pool), tick())
    await asyncio.to_thread(pool.shutdown)


if __name__ == "__main__":
    asyncio.run(main())
