import redis
import redis.asyncio

cache = redis.Redis()
later = redis.asyncio.Redis()


def make():
    return redis.Redis()
