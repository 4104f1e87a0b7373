"""Fetch three things at once, and say how long that took in units of one fetch."""

import asyncio
import time

DELAY = 0.3


async def fetch(name: str) -> str:
    await asyncio.sleep(DELAY)
    return f"{name}_data"


async def main() -> None:
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        users = group.create_task(fetch("users"))
        posts = group.create_task(fetch("posts"))
        pages = group.create_task(fetch("pages"))
    print(users.result(), posts.result(), pages.result())
    print("as long as", round((time.perf_counter() - started) / DELAY), "fetches")


if __name__ == "__main__":
    asyncio.run(main())
