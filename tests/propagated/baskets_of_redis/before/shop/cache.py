import redis

client = redis.Redis(host="localhost", decode_responses=True)


def get_client() -> redis.Redis:
    return client
