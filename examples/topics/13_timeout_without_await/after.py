"""Add a lot of numbers, for a tenth of a second at most."""

import asyncio
import time


def add(count: int, end: float) -> int:
    total = 0
    for number in range(count):
        if not number % 100_000 and time.monotonic() > end:
            raise TimeoutError
        total += number
    return total


async def main() -> None:
    try:
        total = await asyncio.to_thread(add, 30_000_000, time.monotonic() + 0.1)
        print("total:", total)
    except TimeoutError:
        print("that took too long")


if __name__ == "__main__":
    asyncio.run(main())
