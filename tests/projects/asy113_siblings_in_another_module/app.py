import chains
from chains import Chain, Runnable, load


async def main(chain: Chain, plain: Runnable):
    chain.invoke(1)  # error: 4
    plain.invoke(1)
    load(1)  # error: 4
    chains.load(1)  # error: 4
