"""Fetch two pages at the same time."""

import asyncio


async def fetch(page: str) -> str:
    await asyncio.sleep(0)
    return page.title()


async def heartbeat() -> None:
    await asyncio.sleep(0)


async def main() -> None:
    alive = asyncio.create_task(heartbeat())
    print(await asyncio.gather(*[fetch("home"), fetch("news")]))
    await alive


if __name__ == "__main__":
    asyncio.run(main())
