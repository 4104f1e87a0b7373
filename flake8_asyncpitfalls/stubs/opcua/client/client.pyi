# source: https://python-opcua.readthedocs.io/en/latest/client.html
from opcua import Client
