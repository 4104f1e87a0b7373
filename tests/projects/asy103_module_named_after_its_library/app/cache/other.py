from redis import Redis

client = Redis()


async def get(key):
    return client.get(key)  # error: 11, call="redis.Redis.get"
