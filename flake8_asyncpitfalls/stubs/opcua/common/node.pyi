# source: https://python-opcua.readthedocs.io/en/latest/node.html
from opcua import Node
