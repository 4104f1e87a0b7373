# source: https://urllib3.readthedocs.io/en/stable/reference/urllib3.connectionpool.html
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, connection_from_url
