# source: https://websockets.readthedocs.io/en/stable/reference/
from websockets.asyncio.client import ClientConnection, connect, unix_connect
from websockets.asyncio.server import Server, ServerConnection, broadcast, serve, unix_serve

__plain_arguments__ = "yes"
