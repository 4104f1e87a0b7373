# source: https://python-opcua.readthedocs.io/en/latest/
from opcua.client.client import Client
from opcua.common.node import Node
