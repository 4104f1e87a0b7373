"""Fetch three things, and say how long that took in units of one fetch."""

import asyncio
import time

DELAY = 0.3


async def fetch(name: str) -> str:
    await asyncio.sleep(DELAY)
    return f"{name}_data"


async def main() -> None:
    started = time.perf_counter()
    users = await fetch("users")
    posts = await fetch("posts")  # ASY915: 12
    pages = await fetch("pages")  # ASY915: 12
    print(users, posts, pages)
    print("as long as", round((time.perf_counter() - started) / DELAY), "fetches")


if __name__ == "__main__":
    asyncio.run(main())
