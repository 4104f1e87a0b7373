"""HTTP with a pool of urllib3."""

import urllib3


async def load(url):
    pool = urllib3.PoolManager()
    pool.request("GET", url)  # found: here, flake8-async
    pool.urlopen("GET", url)  # found: here


async def of_unknown_type(pool, url):
    pool.request("GET", url)  # found: flake8-async
