# source: https://opcua-asyncio.readthedocs.io/en/latest/
