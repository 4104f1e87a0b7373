"""Add up numbers in a thread, so that the event loop goes on."""

import asyncio


def add_up(count: int) -> int:
    return sum(range(count))


async def main() -> None:
    total = await asyncio.to_thread(add_up(1000))  # error: 36
    print("total", total)


if __name__ == "__main__":
    asyncio.run(main())
