# source: https://valkey-py.readthedocs.io/en/stable/commands.html
from valkey.asyncio.client import Valkey
from valkey.asyncio.cluster import ValkeyCluster
from valkey.asyncio.connection import BlockingConnectionPool, ConnectionPool
from valkey.asyncio.sentinel import Sentinel
def from_url(*args, **kwargs) -> Valkey: ...
Redis = Valkey
StrictValkey = Valkey
StrictRedis = Valkey
RedisCluster = ValkeyCluster
