import redis.asyncio


class Baskets:
    def __init__(self, client: redis.asyncio.Redis):
        self._client = client

    async def add(self, user, item, count=1):
        async with self._client.pipeline() as pipe:
            pipe.hincrby(f"basket:{user}", item, count)
            pipe.expire(f"basket:{user}", 3600)
            return (await pipe.execute())[0]

    async def all(self, user):
        return {
            k: int(v) for k, v in (await self._client.hgetall(f"basket:{user}")).items()
        }

    async def users(self):
        return [
            key.partition(":")[2] async for key in self._client.scan_iter("basket:*")
        ]

    async def clear(self, user):
        if await self._client.exists(f"basket:{user}"):
            await self._client.delete(f"basket:{user}")
