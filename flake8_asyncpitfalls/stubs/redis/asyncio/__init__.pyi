# source: https://redis.readthedocs.io/en/stable/commands.html
from redis.asyncio.client import Redis, StrictRedis
from redis.asyncio.cluster import RedisCluster
from redis.asyncio.connection import BlockingConnectionPool, ConnectionPool
from redis.asyncio.sentinel import Sentinel
def from_url(*args, **kwargs) -> Redis: ...
