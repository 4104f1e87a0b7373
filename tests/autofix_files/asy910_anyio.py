# only: own
import anyio
from anyio import sleep


async def returns(cache, key):
    if key in cache:
        # A comment stays above.
        await anyio.lowlevel.checkpoint()
        return cache[key]  # error: 8, checkpoint="anyio.lowlevel.checkpoint"
    if key == "":  return  # error: 19
    await sleep(1)
