# source: https://pymemcache.readthedocs.io/en/latest/apidoc/pymemcache.client.base.html
from pymemcache.client.base import Client, PooledClient
from pymemcache.client.hash import HashClient

__plain_arguments__ = "yes"
