# source: https://docs.python.org/3/library/asyncio-eventloop.html
from asyncio import BaseEventLoop, Server
