"""Ask an API for three users, while a clock ticks."""

import asyncio
import os

import aiohttp

API_URL = os.environ["API_URL"]
NAMES = ["ada", "grace", "edsger"]


async def login(session: aiohttp.ClientSession, name: str) -> str:
    async with session.get(f"{API_URL}/users/{name}") as response:
        response.raise_for_status()
        return (await response.json())["login"]


async def show() -> None:
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        print(*await asyncio.gather(*(login(session, name) for name in NAMES)))


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.1)
        print("tick")


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
