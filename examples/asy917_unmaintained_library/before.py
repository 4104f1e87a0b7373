"""Make a client for Redis; aioredis does not even import on Python 3.11."""

import asyncio

import aioredis  # error: 0, library="aioredis"


async def main() -> None:
    client = aioredis.from_url("redis://localhost")
    print("made", type(client).__name__)


if __name__ == "__main__":
    asyncio.run(main())
