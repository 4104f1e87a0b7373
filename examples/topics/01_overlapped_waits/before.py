"""Fetch three things at once, and say how long that took in units of one fetch."""

import asyncio
import time

DELAY = 0.4


async def fetch(name: str) -> str:
    print("start", name)
    time.sleep(DELAY)  # ASY101: 4, call="time.sleep"
    print("done ", name)
    return f"{name}_data"


async def main() -> None:
    started = time.perf_counter()
    print(await asyncio.gather(fetch("users"), fetch("posts"), fetch("pages")))
    print("as long as", round((time.perf_counter() - started) / DELAY), "of them")


if __name__ == "__main__":
    asyncio.run(main())
