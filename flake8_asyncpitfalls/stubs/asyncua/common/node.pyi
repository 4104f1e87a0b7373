# source: https://opcua-asyncio.readthedocs.io/en/latest/api/asyncua.common.html
from asyncua import Node
