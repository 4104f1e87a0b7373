# source: https://python-opcua.readthedocs.io/en/latest/
