"""Ask four shops for a price."""

import asyncio
import time


async def price(shop: str) -> int:
    await asyncio.sleep(0.1)
    return len(shop)


async def main() -> None:
    start = time.perf_counter()
    shops = ["north", "east", "south", "west"]
    prices = [await price(shop) for shop in shops]  # error: 14, how="'asyncio.TaskGroup'"
    print("the best price is", min(prices))
    print("that was", "slow" if time.perf_counter() - start > 0.35 else "quick")


if __name__ == "__main__":
    asyncio.run(main())
