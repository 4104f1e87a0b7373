# source: https://kubernetes-asyncio.readthedocs.io/en/latest/
__plain_arguments__ = "yes"
