# source: https://aioredis.readthedocs.io/en/latest/
__plain_arguments__ = "yes"
__releases__ = "aioredis >=2"
__successor__ = "'redis.asyncio' of redis"
from aioredis.client import Redis, StrictRedis
from aioredis.connection import ConnectionPool
def from_url(*args, **kwargs) -> Redis: ...
