# source: https://aioredis.readthedocs.io/en/latest/
from aioredis.client import Redis, StrictRedis
from aioredis.connection import ConnectionPool
def from_url(*args, **kwargs) -> Redis: ...
