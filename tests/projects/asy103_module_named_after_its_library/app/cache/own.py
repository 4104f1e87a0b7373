import settings

from . import redis
from .redis import client


async def get(key):
    settings.client.get(key)  # error: 4, call="redis.Redis.get"
    await redis.get(key)
    return client.get(key)  # error: 11, call="redis.Redis.get"
