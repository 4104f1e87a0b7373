# only: own
from anyio import sleep


async def returns(cache, key):
    if key in cache:
        # A comment stays above.
        return cache[key]  # error: 8, checkpoint="anyio.lowlevel.checkpoint"
    if key == "":  return  # error: 19
    await sleep(1)
