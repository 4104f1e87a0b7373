"""Try until it works, while a clock ticks beside it: the sleep hides two functions down."""

import asyncio
import time


def wait(seconds: float) -> None:
    time.sleep(seconds)


def retry() -> str:
    for _ in range(2):
        wait(0.2)
    return "worked"


async def work() -> str:
    return await asyncio.to_thread(retry)


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    asyncio.run(main())
