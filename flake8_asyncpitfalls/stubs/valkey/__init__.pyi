# source: https://valkey-py.readthedocs.io/en/stable/commands.html
from valkey.client import Valkey, Redis, StrictValkey, StrictRedis
from valkey.cluster import ValkeyCluster, RedisCluster
from valkey.connection import BlockingConnectionPool, ConnectionPool
from valkey.sentinel import Sentinel
def from_url(*args, **kwargs) -> Valkey: ...
