"""Ask four shops for a price."""

import asyncio
import time


async def price(shop: str) -> int:
    await asyncio.sleep(0.1)
    return len(shop)


async def main() -> None:
    start = time.perf_counter()
    shops = ["north", "east", "south", "west"]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(price(shop)) for shop in shops]
    prices = [task.result() for task in tasks]
    print("the best price is", min(prices))
    print("that was", "slow" if time.perf_counter() - start > 0.35 else "quick")


if __name__ == "__main__":
    asyncio.run(main())
