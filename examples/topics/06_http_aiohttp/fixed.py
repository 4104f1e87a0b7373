"""Ask an API for three users, while a clock ticks."""

import asyncio
import os

import requests

API_URL = os.environ["API_URL"]
NAMES = ["ada", "grace", "edsger"]


async def login(name: str) -> str:
    response = await asyncio.to_thread(requests.get, f"{API_URL}/users/{name}", timeout=5)
    response.raise_for_status()
    return response.json()["login"]


async def show() -> None:
    print(*await asyncio.gather(*(login(name) for name in NAMES)))


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.1)
        print("tick")


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
