"""Ask an API for three users, while a clock ticks."""

import asyncio
import os
import ssl

import httpx

API_URL = os.environ["API_URL"]
# Reads files: once, before the loop runs.
TLS = ssl.create_default_context()
NAMES = ["ada", "grace", "edsger"]


async def show() -> None:
    with httpx.Client(base_url=API_URL, verify=TLS) as client:
        answers = [client.get(f"/users/{name}") for name in NAMES]  # ASY102: 19, call="httpx.Client.get"
    print(*(answer.json()["login"] for answer in answers))


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.1)
        print("tick")


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
