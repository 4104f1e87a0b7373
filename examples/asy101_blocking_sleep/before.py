"""Fetch three pages with a pause between tries, while a clock ticks beside it."""

import asyncio
import time


async def fetch(page: str) -> str:
    for _ in range(2):
        time.sleep(0.3)  # error: 8, call="time.sleep"
    return f"<{page}>"


async def tick(times: list[float]) -> None:
    while True:
        times.append(time.monotonic())
        await asyncio.sleep(0.05)


async def main() -> None:
    times: list[float] = []
    clock = asyncio.create_task(tick(times))
    pages = await asyncio.gather(*[fetch(page) for page in ("home", "news", "about")])
    clock.cancel()
    print(*pages)
    print("the clock ticked", "often" if len(times) > 5 else "hardly ever")


if __name__ == "__main__":
    asyncio.run(main())
