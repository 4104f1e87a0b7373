"""Show what is in stock, while a clock ticks. The wait is in another module, two calls down."""

import asyncio

from stock import Warehouse

warehouse = Warehouse("north")


async def show(article: str) -> None:
    print(article, await asyncio.to_thread(warehouse.count, article))


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.05)
        print("tick")


async def main() -> None:
    await asyncio.gather(show("bolts"), tick())


if __name__ == "__main__":
    asyncio.run(main())
