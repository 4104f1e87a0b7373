# source: https://docs.aiohttp.org/en/stable/client_reference.html
from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, request
