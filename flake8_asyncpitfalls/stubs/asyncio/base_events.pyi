# source: https://docs.python.org/3/library/asyncio-eventloop.html
from asyncio import BaseEventLoop
from asyncio.events import AbstractServer

class Server(AbstractServer):
    sockets: tuple
    def close_clients(self) -> None: ...
    def abort_clients(self) -> None: ...
