# source: https://redis.readthedocs.io/en/stable/commands.html
from redis.client import Redis, StrictRedis
from redis.cluster import RedisCluster
from redis.connection import BlockingConnectionPool, ConnectionPool
from redis.sentinel import Sentinel
def from_url(*args, **kwargs) -> Redis: ...
