import asyncio

import redis.asyncio as redis

client = redis.from_url("redis://localhost")
closed = redis.from_url("redis://localhost")
names = asyncio.Queue()


async def bump(key: str) -> int:
    return await client.incr(key)


async def bump_and_close(key: str) -> int:
    try:
        return await closed.incr(key)
    finally:
        await closed.aclose()


async def own(key: str) -> int:
    async with redis.from_url("redis://localhost") as client:
        return await client.incr(key)


async def named(key: str) -> None:
    names.put_nowait(key)
