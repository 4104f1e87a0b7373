# source: https://valkey-py.readthedocs.io/en/stable/commands.html
from valkey.client import Valkey
from valkey.cluster import ValkeyCluster
from valkey.connection import BlockingConnectionPool, ConnectionPool
from valkey.sentinel import Sentinel
def from_url(*args, **kwargs) -> Valkey: ...
Redis = Valkey
StrictValkey = Valkey
StrictRedis = Valkey
RedisCluster = ValkeyCluster
