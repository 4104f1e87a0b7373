# source: https://opcua-asyncio.readthedocs.io/en/latest/api/asyncua.client.html
from asyncua import Client
