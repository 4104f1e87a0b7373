# source: https://docs.python.org/3/library/asyncio-future.html
from asyncio import isfuture
