# source: https://urllib3.readthedocs.io/en/stable/reference/urllib3.poolmanager.html
from urllib3 import PoolManager, ProxyManager, proxy_from_url
