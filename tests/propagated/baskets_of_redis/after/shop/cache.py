import redis
import redis.asyncio

client = redis.asyncio.Redis(host="localhost", decode_responses=True)


def get_client() -> redis.asyncio.Redis:
    return client
