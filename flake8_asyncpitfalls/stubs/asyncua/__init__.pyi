# source: https://opcua-asyncio.readthedocs.io/en/latest/
from asyncua.client import Client
from asyncua.common.node import Node
