"""An annotation of a sync class, and a value of another class: one of them is wrong, and nobody knows which."""
import asyncio

import httpx
import redis
from redis import Redis
from redis.asyncio import Redis as AsyncRedis


def make():
    return AsyncRedis(host="localhost")


class Fake:
    def get(self, key): ...


class Manager:
    client: httpx.Client = Fake()

    def __init__(self, given: redis.Redis | None = None):
        self.redis: Redis = make()
        self.either: Redis = given or Redis()
        self.right: AsyncRedis = make()

    async def load(self, key):
        await self.redis.get(key)
        self.redis.get(key)
        await self.client.get(key)
        await self.either.get(key)  # error: 8
        await self.right.get(key)
        return await asyncio.to_thread(self.either.get, key)  # ASY103: 15


async def local(key):
    found: Redis = make()
    await found.get(key)
    plain: Redis = Redis()
    await plain.get(key)  # error: 4
