# source: https://web3py.readthedocs.io/en/stable/
from web3.eth import AsyncEth, Eth

__plain_arguments__ = "yes"

class Web3:
    eth: Eth
    @blocks("http", instead="web3.AsyncWeb3")
    def is_connected(self, *args, **kwargs): ...

class AsyncWeb3:
    eth: AsyncEth
    async def is_connected(self, *args, **kwargs): ...
