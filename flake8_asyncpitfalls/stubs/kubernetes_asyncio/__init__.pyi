# source: https://kubernetes-asyncio.readthedocs.io/en/latest/
