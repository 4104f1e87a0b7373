"""Store two orders and report."""

import asyncio

STORED = []


async def store(order: str) -> None:
    await asyncio.sleep(0.01)
    STORED.append(order)


async def main() -> None:
    asyncio.gather(store("tea"), store("milk"))  # error: 4
    print(f"{len(STORED)} orders stored")


if __name__ == "__main__":
    asyncio.run(main())
