"""Ask an API for three users, and how many connections that took."""

import asyncio
import os

import aiohttp

API_URL = os.environ["API_URL"]
NAMES = ["ada", "grace", "edsger"]


async def logins() -> list[str]:
    found = []
    for name in NAMES:
        async with aiohttp.ClientSession(API_URL) as session:  # ASY701: 19
            async with session.get(f"/users/{name}") as response:
                found.append((await response.json())["login"])
    return found


async def connections() -> int:
    async with aiohttp.ClientSession(API_URL) as session:
        async with session.get("/connections") as response:
            return await response.json()


async def main() -> None:
    await connections()
    print(*await logins())
    print("connections:", await connections())


if __name__ == "__main__":
    asyncio.run(main())
