"""Make a client for Redis; aioredis does not even import on Python 3.11."""

import asyncio

import redis.asyncio


async def main() -> None:
    client = redis.asyncio.from_url("redis://localhost")
    print("made", type(client).__name__)
    await client.aclose()


if __name__ == "__main__":
    asyncio.run(main())
